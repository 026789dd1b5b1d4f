import { jobFilter, onJobError } from "../../jobs/parameters";
import type { ReportCard } from "../../report";

/** Job Post WIP to G/L: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "job-post-wip",
  code: "JP",
  title: "Job Post WIP to G/L",
  shortTitle: "Post Job WIP",
  sheets: ["Job Post WIP to G-L"],
  group: "Projects",
  alsoKnownAs: ["1085", "Project Post WIP to G/L", "WIP journal", "WIP reversal"],
  purpose:
    "The journal that takes all posted WIP of a job back out of the general ledger and posts the last calculation instead, with the G/L entries it stands for. Nothing is written before it is applied.",
  inputs: [
    { table: "Jobs", need: "always" },
    { table: "Job WIP Entries", need: "optional" },
    { table: "Job WIP G/L Entries", need: "optional" },
    { table: "Job WIP Totals", need: "optional" },
    { table: "Job Tasks", need: "optional" },
    { table: "Job Ledger Entries", need: "optional" },
    { table: "G/L Accounts", need: "optional" },
    { table: "G/L Entries", need: "optional" },
    { table: "General Ledger Setup", need: "optional" },
  ],
  parameters: [
    {
      name: "reversalPostingDate",
      type: "date",
      required: true,
      label: "Reversal Posting Date",
      help: "Date of the reversing entries. New entries keep the date of their calculation.",
      default: undefined,
      section: "dates",
    },
    {
      name: "reversalDocumentNo",
      type: "code",
      label: "Reversal Document No.",
      help: "Document of the reversing entries. Empty: WIPREV- and the reversal date.",
      default: "",
      section: "options",
    },
    {
      name: "reverseOnly",
      type: "boolean",
      label: "Reverse Only",
      help: "Takes posted WIP back and posts nothing new. The calculation stays and can be posted later.",
      default: false,
      section: "options",
    },
    {
      name: "useReversalDate",
      type: "boolean",
      label: "Use Reversal Date",
      help: "New entries get the reversal date too, for a calculation dated in a closed period.",
      default: false,
      section: "options",
    },
    onJobError,
    {
      name: "sourceCode",
      type: "code",
      label: "Source Code",
      help: "Source code of the journal; newer companies use PROJGLWIP.",
      default: "JOBGLWIP",
      section: "options",
      hidden: true,
    },
    jobFilter,
  ],
  changes: "always",
};

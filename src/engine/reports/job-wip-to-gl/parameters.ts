import { jobFilter } from "../../jobs/parameters";
import type { ReportCard } from "../../report";

/** Job WIP To G/L: what it is called, reads and asks. */
export const card: ReportCard = {
  id: "job-wip-to-gl",
  code: "JG",
  title: "Job WIP To G/L",
  shortTitle: "Job WIP to G/L",
  sheets: ["Job WIP To G-L"],
  group: "Projects",
  alsoKnownAs: [
    "1010",
    "Project WIP To G/L",
    "WIP reconciliation",
    "contract assets",
    "contract liabilities",
  ],
  purpose:
    "Posted WIP of jobs beside the balance of the general ledger, per account: as Business Central shows it today, or as it stood on a day with the balance sheet accounts included.",
  inputs: [
    { table: "Jobs", need: "always" },
    { table: "Job WIP G/L Entries", need: "always" },
    { table: "G/L Entries", need: "always" },
    { table: "G/L Accounts", need: "optional" },
  ],
  parameters: [
    {
      name: "basis",
      type: "choice",
      choices: ["current", "asOf"],
      label: "Basis",
      help: "current: entries that are not reversed today, income statement accounts only, as Business Central prints. asOf: what was open on a day, both sides.",
      default: "current",
      section: "options",
    },
    {
      name: "asOfDate",
      type: "date",
      label: "As of",
      help: "The day whose state is shown, with basis asOf.",
      default: undefined,
      section: "dates",
    },
    {
      name: "rollForwardFrom",
      type: "date",
      label: "Roll forward from",
      help: "Opening day of the movement per job and account. Needs the closing day too.",
      default: undefined,
      section: "dates",
    },
    {
      name: "rollForwardTo",
      type: "date",
      label: "Roll forward to",
      help: "Closing day of the movement per job and account.",
      default: undefined,
      section: "dates",
    },
    {
      name: "explain",
      type: "boolean",
      label: "Explain differences",
      help: "Splits each difference into reversals, completion, balancing accounts and postings that are not WIP.",
      default: false,
      section: "options",
    },
    jobFilter,
    {
      name: "postingDateFilter",
      type: "filter",
      of: "date",
      label: "Posting Date Filter",
      help: "WIP and G/L entries by Posting Date. Basis asOf takes everything up to its day instead.",
      default: "",
      section: "filters",
    },
  ],
};

/** What posting writes (ledger tables, 6): G/L entries, relations, posted amounts, the queue, and the journal lines. */
import type { ChangeRow, ChangeSet, TableChange } from "../../changes";
import { mapRows } from "../../rows";
import type { GLEntry } from "./gl-entries";
import { DIMENSION_COLUMNS } from "./dimensions";
import type { Result } from "./run";

const GL_CAPTIONS = [
  "Entry No.",
  "Posting Date",
  "Document No.",
  "External Document No.",
  "G/L Account No.",
  "Description",
  "Amount",
  "Debit Amount",
  "Credit Amount",
  "Additional-Currency Amount",
  "Dimension Set ID",
  "Source Code",
  "Project No.",
  "Reason Code",
  "Prod. Order No.",
  "System-Created Entry",
] as const;

const FIRST_LINE_NO = 10_000;

/** The change set of a result; `run` returns it when the result is posted. Also serves to show what posting would do. */
export function changeSet(result: Result): ChangeSet {
  const changes: readonly TableChange[] = [
    {
      table: "G/L Entries",
      create: true,
      captions: [...GL_CAPTIONS, ...DIMENSION_COLUMNS],
      append: mapRows(result.glEntries, glRow),
    },
    {
      table: "G/L - Item Ledger Relation",
      create: true,
      captions: ["G/L Entry No.", "Value Entry No.", "G/L Register No."],
      append: mapRows(result.relations, (relation) => ({
        "G/L Entry No.": relation.glEntryNo,
        "Value Entry No.": relation.valueEntryNo,
        "G/L Register No.": relation.glRegisterNo,
      })),
    },
    {
      table: "Value Entries",
      captions: [
        "Cost Posted to G/L",
        "Expected Cost Posted to G/L",
        "Cost Posted to G/L (ACY)",
        "Exp. Cost Posted to G/L (ACY)",
      ],
      update: mapRows(result.valueEntryUpdates, (update) => ({
        key: { "Entry No.": update.entryNo },
        values: {
          "Cost Posted to G/L": update.costPostedToGL,
          "Expected Cost Posted to G/L": update.expectedCostPostedToGL,
          ...(update.costPostedToGLACY === undefined
            ? {}
            : { "Cost Posted to G/L (ACY)": update.costPostedToGLACY }),
          ...(update.expectedCostPostedToGLACY === undefined
            ? {}
            : { "Exp. Cost Posted to G/L (ACY)": update.expectedCostPostedToGLACY }),
        },
      })),
    },
    {
      table: "Post Value Entry to G/L",
      captions: [],
      delete: mapRows(result.removedFromQueue, (entryNo) => ({ "Value Entry No.": entryNo })),
    },
  ];
  return { report: result.report, changes, journal: mapRows(result.glEntries, journalLine) };
}

function glRow(entry: GLEntry): ChangeRow {
  return {
    "Entry No.": entry.entryNo,
    "Posting Date": entry.postingDate,
    "Document No.": entry.documentNo,
    "External Document No.": entry.externalDocumentNo,
    "G/L Account No.": entry.glAccountNo,
    Description: entry.description,
    Amount: entry.amount,
    "Debit Amount": entry.debitAmount,
    "Credit Amount": entry.creditAmount,
    "Additional-Currency Amount": entry.additionalCurrencyAmount ?? "0",
    "Dimension Set ID": entry.dimensionSetId,
    "Source Code": entry.sourceCode,
    "Project No.": entry.projectNo,
    "Reason Code": entry.reasonCode,
    "Prod. Order No.": entry.prodOrderNo,
    "System-Created Entry": true,
    ...entry.dimensions,
  };
}

/** One line per G/L entry, without balancing account, in the shape of a general journal. */
function journalLine(entry: GLEntry, index: number): ChangeRow {
  return {
    "Line No.": (index + 1) * FIRST_LINE_NO,
    "Posting Date": entry.postingDate,
    "Document Type": "",
    "Document No.": entry.documentNo,
    "Account Type": "G/L Account",
    "Account No.": entry.glAccountNo,
    Description: entry.description,
    Amount: entry.amount,
    "Debit Amount": entry.debitAmount,
    "Credit Amount": entry.creditAmount,
    "Bal. Account Type": "",
    "Bal. Account No.": "",
    "External Document No.": entry.externalDocumentNo,
    "Source Code": entry.sourceCode,
    "Reason Code": entry.reasonCode,
    ...entry.dimensions,
  };
}

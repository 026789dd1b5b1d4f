/** Help of the views that are no report: what each is for, in a few sentences. Reports explain themselves by their card. */
export interface HelpTopic {
  readonly id: string;
  readonly title: string;
  /** Beginning of the addresses of the views it belongs to. */
  readonly views: readonly string[];
  readonly paragraphs: readonly string[];
}

export const helpTopics: readonly HelpTopic[] = [
  {
    id: "home",
    title: "Home and month-end",
    views: ["/home"],
    paragraphs: [
      "Home answers one question: does inventory tie to the general ledger, and what is left to do. The month at the top is the default of every form.",
      "The block sets the inventory ledger against the general ledger. A double rule closes a figure only when it ties to the cent; an open remainder has one heavy rule.",
      "Run month-end checks the ledgers, runs the reports in their order, reconciles to the G/L and writes the binder. All sheets are written together or none is, and no ledger is changed.",
      "A circle means it ties. A triangle means a difference whose every cent has a cause. A square means a part without a cause, or a fault. A ring means not run, a diamond that a ledger changed since.",
    ],
  },
  {
    id: "ledgers",
    title: "Ledgers",
    views: ["/ledgers"],
    paragraphs: [
      "A ledger is a table of entries. Tieout finds it by the name of the Excel table or of the sheet; upper and lower case, spaces and signs do not matter.",
      "Every row is read once and checked. An error names its cell: choose the address to go there, correct it, and check again. Reports wait for errors; notes change nothing.",
      "Headers are Business Central’s captions. Any other header can be mapped once; the mapping is kept on the sheet Tieout Setup. Captions in German, French, Danish and Spanish are proposed for you to accept.",
      "Tables of another system work as well: give them the columns that the reports require, or map yours.",
    ],
  },
  {
    id: "export",
    title: "Getting the ledgers out of Business Central",
    views: ["/ledgers/export", "/ledgers/import", "/ledgers/empty"],
    paragraphs: [
      "Open the page of the ledger in Business Central, remove its filters, show the hidden columns that are listed under How to export, and choose Open in Excel.",
      "Export all entries, not only those of the period: opening values and cost come from earlier entries.",
      "Move the sheet into this workbook, import the file, or paste its rows into an empty table made here.",
    ],
  },
  {
    id: "reports",
    title: "Reports",
    views: ["/reports"],
    paragraphs: [
      "A report opens with its form the first time, and with its last result afterwards. Run writes a sheet; a second run replaces the tables of its own sheet and leaves your columns and notes alone.",
      "Filters are written as in Business Central: 1000..1999 from and to, A* begins with A, <>X all but X, A|B one or the other.",
      "Every sheet carries a stamp over parameters and inputs. The same ledgers and parameters give the same stamp and the same figures, on every computer.",
    ],
  },
  {
    id: "journals",
    title: "Journals and Undo",
    views: ["/undo", "/reports/post-inventory-cost", "/reports/job-post-wip"],
    paragraphs: [
      "A journal is previewed first. Create journal sheet writes its lines for you to copy; Apply to ledgers changes the tables in this workbook, all or nothing, and records it in Tieout Log.",
      "Nothing is ever posted in Business Central. Running the same posting again posts nothing.",
      "Undo takes back the last posting unless one of its rows was edited since; then it names the cell.",
    ],
  },
  {
    id: "trace",
    title: "Trace",
    views: ["/trace"],
    paragraphs: [
      "Trace follows an entry from the G/L to its inventory entries and back. Enter a number, or select a row of a ledger and press Trace Entry.",
      "The amounts at the right add up to the amount above them. An open end is an amount that no entry explains.",
      "Explain Cost shows how the unit cost of an entry comes about, step by step.",
    ],
  },
  {
    id: "settings",
    title: "Settings",
    views: ["/settings"],
    paragraphs: [
      "Settings of the workbook stand on the sheet Tieout Setup, so that colleagues and the command line use the same. Settings of the computer stay on it.",
    ],
  },
  {
    id: "privacy",
    title: "Privacy",
    views: [],
    paragraphs: [
      "Nothing leaves this workbook. Tieout has no server and no sign-in, sends no figures and no usage data, and loads nothing but its own files and Microsoft’s Office library.",
      "Ledgers, results and settings stay in the workbook. What is remembered on this computer is whether the first-run page was seen, and the language of figures.",
    ],
  },
];

/** The topic of a view: the one with the longest beginning of its address. */
export function topicOfView(path: string): HelpTopic | undefined {
  let best: HelpTopic | undefined;
  let length = 0;
  for (const topic of helpTopics) {
    for (const view of topic.views) {
      if (path.startsWith(view) && view.length > length) {
        best = topic;
        length = view.length;
      }
    }
  }
  return best;
}

/** Keys that work anywhere in the pane. */
export const helpKeys: readonly (readonly [keys: string, what: string])[] = [
  ["F6", "Between sheet and pane"],
  ["Alt+← or Esc", "Back"],
  ["↑ ↓ Home End", "Through a list"],
  ["Ctrl+Enter", "Run, anywhere in a form"],
];

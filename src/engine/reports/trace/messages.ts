/** Texts of Trace: errors and open ends. */
import { addMessages, show } from "../../messages";
import { dayWords, parseDay } from "../../values/day";

const KINDS = new Map([
  ["GL", "G/L entry"],
  ["VE", "Value entry"],
  ["ILE", "Item ledger entry"],
  ["CLE", "Capacity ledger entry"],
]);

/** "GL:6" as "G/L entry 6". */
function words(id: unknown): string {
  const [kind = "", number = ""] = show(id).split(":");
  return `${KINDS.get(kind) ?? kind} ${number}`;
}

/** The same within a sentence. */
function inside(id: unknown): string {
  const text = words(id);
  return text.startsWith("G/L") ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** A date in words, closing dates included. */
const dateWords = (value: unknown): string => {
  const text = show(value);
  return `${text.startsWith("C") ? "the closing date of " : ""}${dayWords(parseDay(text, true) ?? 0)}`;
};

addMessages({
  ORDER_NOT_FOUND: (d) =>
    `No entry belongs to order ${show(d.orderNo)}. Check the number, or trace an entry. Order No. must be shown on the pages before exporting.`,
  "trace/ACCOUNT_DIFFERS": (d) =>
    `${words(d._gl)} is on ${d._account ? `account ${show(d._account)}` : "no account"}; today's setup gives ${show(d._today) || "none"} for ${inside(d._entry)}.`,
  "trace/DATE_DIFFERS": (d) =>
    `${words(d._gl)} has ${dateWords(d._glDate)}, ${inside(d._entry)} has ${dateWords(d._entryDate)}.`,
  DOCUMENT_NOT_FOUND: (d) =>
    `No entry carries document ${show(d.documentNo)}. Check the number, or trace an entry.`,
  "trace/DIRECT_POSTING": (d) => `${words(d.node)} does not come from a value entry: it was posted directly.`,
  "trace/VALUE_ENTRY_MISSING": (d) =>
    `${words(d.node)} names ${inside(d.ref)}, which is not in Value Entries. Export all value entries.`,
  "trace/GL_ENTRY_MISSING": (d) =>
    `${words(d.node)} is related to ${inside(d.ref)}, which is not in G/L Entries. Export all G/L entries.`,
  "trace/ITEM_LEDGER_ENTRY_MISSING": (d) =>
    show(d.node).startsWith("VE:")
      ? `${words(d.node)} belongs to ${inside(d.ref)}, which is not in Item Ledger Entries. Export all of them.`
      : `${words(d.node)}, which ${inside(d.ref)} is applied to, is not in Item Ledger Entries. Export all of them.`,
  "trace/CAPACITY_LEDGER_ENTRY_MISSING": (d) =>
    `${words(d.node)} belongs to ${inside(d.ref)}, which is not in Capacity Ledger Entries. Export all of them.`,
  "trace/NOT_POSTED": (d) => `${words(d.node)} is not fully posted. Run Post Inventory Cost to G/L.`,
  "trace/POSTED_WITHOUT_GL_ENTRY": (d) =>
    `${words(d.node)} says that it is posted, but no related G/L entry accounts for all of it.`,
  "trace/GL_AMOUNT_MISMATCH": (d) => `${words(d.node)} differs from the value entries that it is related to.`,
  "trace/ITEM_LEDGER_COST_MISMATCH": (d) =>
    `The cost of ${inside(d.node)} differs from the sum of its value entries.`,
});

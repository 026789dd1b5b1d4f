/** Open ends of a trace (spec, 6). */
import { compareCodes } from "../../values/codes";
import { bigintAt, rescale } from "../../values/decimal";
import { TRACED } from "./collect";
import { ownerId } from "./edges";
import { hasUnlinkedPart, type Traced } from "./traced";
import type { StartRows } from "./start";

export type ProblemCode =
  | "DIRECT_POSTING"
  | "VALUE_ENTRY_MISSING"
  | "GL_ENTRY_MISSING"
  | "ITEM_LEDGER_ENTRY_MISSING"
  | "CAPACITY_LEDGER_ENTRY_MISSING"
  | "NOT_POSTED"
  | "POSTED_WITHOUT_GL_ENTRY"
  | "GL_AMOUNT_MISMATCH"
  | "ITEM_LEDGER_COST_MISMATCH";

export interface Problem {
  readonly code: ProblemCode;
  readonly node: string;
  /** The entry that is missing, or that names the missing one. */
  readonly ref?: string;
}

/** All problems, sorted by code, node and reference. */
export function findProblems(traced: Traced, start: StartRows): readonly Problem[] {
  const problems = [
    ...glProblems(traced, start),
    ...missingRelationEnds(traced),
    ...valueEntryProblems(traced),
    ...missingFlowEnds(traced),
    ...costMismatches(traced),
  ];
  return problems.sort(
    (a, b) =>
      compareCodes(a.code, b.code) || compareIds(a.node, b.node) || compareIds(a.ref ?? "", b.ref ?? ""),
  );
}

const ORDER = ["", "GL", "VE", "ILE", "CLE", "DOC"];

/** Node order: kind, then number. */
function compareIds(a: string, b: string): number {
  const [kindA = "", numberA = ""] = a.split(":");
  const [kindB = "", numberB = ""] = b.split(":");
  return ORDER.indexOf(kindA) - ORDER.indexOf(kindB) || Number(numberA) - Number(numberB);
}

function glProblems({ gl, relations, links, glRows }: Traced, start: StartRows): readonly Problem[] {
  const problems: Problem[] = [];
  for (const row of start["G/L Entries"]) {
    if (relations.related[row] === 0)
      problems.push({ code: "DIRECT_POSTING", node: `GL:${gl.numbers[row] as number}` });
  }
  for (const row of glRows) {
    if (relations.related[row] === 1 && !links.linked.equals(row, gl.amounts, row)) {
      problems.push({ code: "GL_AMOUNT_MISMATCH", node: `GL:${gl.numbers[row] as number}` });
    }
  }
  return problems;
}

/** Relation rows that name an entry which is not there. */
function missingRelationEnds({ ledgers, relations, collected }: Traced): readonly Problem[] {
  const table = ledgers.table("G/L - Item Ledger Relation");
  const glNumbers = table.integers("G/L Entry No.");
  const entryNumbers = table.integers("Value Entry No.");
  const problems = new Map<string, Problem>();
  const add = (problem: Problem): void => {
    problems.set(`${problem.node}|${problem.ref ?? ""}`, problem);
  };
  for (let row = 0; row < table.rows; row += 1) {
    const gl = relations.rowOfGL(glNumbers[row] as number);
    const entry = relations.rowOfValueEntry(entryNumbers[row] as number);
    if (gl >= 0 && entry >= 0) continue;
    const glId = `GL:${glNumbers[row] as number}`;
    const entryId = `VE:${entryNumbers[row] as number}`;
    if (gl >= 0 && collected.gl[gl] === 1) add({ code: "VALUE_ENTRY_MISSING", node: glId, ref: entryId });
    if (entry >= 0 && collected.valueEntries[entry] === TRACED) {
      add({ code: "GL_ENTRY_MISSING", node: entryId, ref: glId });
    }
  }
  return [...problems.values()];
}

function valueEntryProblems(traced: Traced): readonly Problem[] {
  const { ledgers, entries, relations, owners, collected } = traced;
  const appliesTo = ledgers.table("Value Entries").integers("Applies-to Entry");
  const problems: Problem[] = [];
  for (const row of traced.valueEntryRows) {
    const node = `VE:${entries.numbers[row] as number}`;
    const corrected = appliesTo[row] as number;
    if (
      corrected !== 0 &&
      collected.valueEntries[row] === TRACED &&
      relations.rowOfValueEntry(corrected) < 0
    ) {
      problems.push({ code: "VALUE_ENTRY_MISSING", node, ref: `VE:${corrected}` });
    }
    if (owners.nodeOf(row) < 0) {
      const item = owners.itemNumbers[row] as number;
      const capacity = owners.capacityNumbers[row] as number;
      if (item !== 0) problems.push({ code: "ITEM_LEDGER_ENTRY_MISSING", node, ref: `ILE:${item}` });
      else if (capacity !== 0)
        problems.push({ code: "CAPACITY_LEDGER_ENTRY_MISSING", node, ref: `CLE:${capacity}` });
    }
    if (entries.inventoriable[row] === 1 && bigintAt(entries.actual, row) !== bigintAt(entries.posted, row)) {
      problems.push({ code: "NOT_POSTED", node });
    }
    if (relations.present && hasUnlinkedPart(traced, row))
      problems.push({ code: "POSTED_WITHOUT_GL_ENTRY", node });
  }
  return problems;
}

/** Cost-flow ends that no sheet has: a problem of the missing entry's own id. */
function missingFlowEnds(traced: Traced): readonly Problem[] {
  return traced.collected.missingEnds.map(({ entryNo, namedBy }) => ({
    code: "ITEM_LEDGER_ENTRY_MISSING",
    node: `ILE:${entryNo}`,
    ref: ownerId(traced, namedBy),
  }));
}

function costMismatches({ ledgers, entries, sums, itemRows }: Traced): readonly Problem[] {
  const table = ledgers.table("Item Ledger Entries");
  if (table.read("Cost Amount (Actual)") === undefined) return [];
  const costs = table.decimals("Cost Amount (Actual)");
  const numbers = table.integers("Entry No.");
  const scale = Math.max(costs.scale, entries.scale);
  const problems: Problem[] = [];
  for (const row of itemRows) {
    const own = rescale(bigintAt(costs, row), costs.scale, scale);
    const summed = rescale(sums.actual(row), entries.scale, scale);
    if (own !== summed) {
      problems.push({ code: "ITEM_LEDGER_COST_MISMATCH", node: `ILE:${numbers[row] as number}` });
    }
  }
  return problems;
}

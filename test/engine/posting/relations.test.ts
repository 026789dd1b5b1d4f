/** G/L - Item Ledger Relation as an index: rows in any order, repeated, and with missing ends. */
import { readLedgers } from "../../../src/engine/ledgers/read";
import { indexRelations, reverseRelations } from "../../../src/engine/posting/relations";
import { jsonSource } from "../../../src/workbook/file/json";

type Pair = readonly [glEntry: number, valueEntry: number];

/** Value entries of each of two G/L entries, and G/L entries of each of three value entries, by number. */
async function indexed(pairs: readonly Pair[]) {
  const numbers = (count: number) => Array.from({ length: count }, (_, row) => ({ "Entry No.": row + 1 }));
  const workbook = {
    "G/L Entries": numbers(2),
    "Value Entries": numbers(3),
    "G/L - Item Ledger Relation": pairs.map(([gl, entry]) => ({
      "G/L Entry No.": gl,
      "Value Entry No.": entry,
    })),
  };
  const relations = indexRelations(await readLedgers(jsonSource(workbook), { reports: ["GR"] }));
  const grouped = (start: Int32Array, members: Int32Array): readonly (readonly number[])[] =>
    Array.from({ length: start.length - 1 }, (_, group) =>
      [...members.slice(start[group], start[group + 1])].map((row) => row + 1),
    );
  const reverse = reverseRelations(relations, 3);
  return {
    valueEntries: grouped(relations.start, relations.valueEntries),
    glEntries: grouped(reverse.start, reverse.glEntries),
    related: [...relations.related],
  };
}

it("rows in order", async () => {
  expect(
    await indexed([
      [1, 1],
      [1, 2],
      [2, 2],
    ]),
  ).toEqual({ valueEntries: [[1, 2], [2]], glEntries: [[1], [1, 2], []], related: [1, 1] });
});

it("a pair that stands twice counts once, side by side or apart, and keeps its first place", async () => {
  const once = { valueEntries: [[3, 1], [2]], glEntries: [[1], [2], [1]], related: [1, 1] };
  expect(
    await indexed([
      [1, 3],
      [1, 1],
      [1, 3],
      [2, 2],
      [2, 2],
    ]),
  ).toEqual(once);
  expect(
    await indexed([
      [2, 2],
      [1, 3],
      [2, 2],
      [1, 1],
    ]),
  ).toEqual(once);
});

it("a missing value entry leaves its G/L entry related; a missing G/L entry leaves nothing", async () => {
  expect(
    await indexed([
      [1, 9],
      [9, 1],
    ]),
  ).toEqual({ valueEntries: [[], []], glEntries: [[], [], []], related: [1, 0] });
  expect(
    await indexed([
      [1, 9],
      [1, 1],
      [2, 2],
    ]),
  ).toEqual({ valueEntries: [[1], [2]], glEntries: [[1], [2], []], related: [1, 1] });
});

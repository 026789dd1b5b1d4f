/** Cards of the reports: filters name the column whose values they choose from, and a form can show every parameter. */
import { reportCards } from "../../../src/engine/catalogue";
import { ledgerTables } from "../../../src/engine/ledgers/tables";

describe.each(reportCards.map((card) => [card.id, card] as const))("%s", (_, card) => {
  it("takes each parameter once, in its section", () => {
    const names = card.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, section, type } of card.parameters) {
      expect(["dates", "options", "filters", "layout"]).toContain(section);
      if (section === "filters")
        expect([name, type]).toEqual([name, expect.stringMatching(/filter|choices/)]);
      else expect([name, type === "filter" && section !== "dates"]).toEqual([name, false]);
    }
  });

  it("is found under other names, none of which is its own", () => {
    expect(card.alsoKnownAs.length).toBeGreaterThan(0);
    expect(card.alsoKnownAs).not.toContain(card.title);
  });

  it("chooses codes from a column of a ledger, which has the filter's caption", () => {
    for (const parameter of card.parameters) {
      if (parameter.type !== "filter" || parameter.of !== "code") continue;
      if (parameter.values === undefined) {
        expect(parameter.label).toMatch(/Dimension/);
        continue;
      }
      const { table, column } = parameter.values;
      const declared = ledgerTables.find(({ name }) => name === table);
      expect(declared?.columns.map(({ caption }) => caption)).toContain(column);
      expect(parameter.label.endsWith(column)).toBe(true);
    }
  });
});

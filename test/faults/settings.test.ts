/** @jest-environment ./excel-host/jest/environment.cjs */
import { everyFault } from "./matrix";
import { caseOf, open } from "./world";

const { tables } = caseOf("shadow-costing", "docs-fifo-as-average-and-standard");

everyFault({
  name: "the first settings of a workbook",
  open: () => Promise.resolve(open(tables)),
  act: ({ tieout }) =>
    tieout.saveSettings(
      new Map([
        ["Company Name", "Harbour Cycles Ltd."],
        ["Local Currency", "EUR"],
      ]),
    ),
});

everyFault({
  name: "settings that change, come and go together",
  open: async () => {
    const world = open(tables);
    await world.tieout.saveSettings(
      new Map([
        ["Company Name", "Harbour Cycles Ltd."],
        ["Local Currency", "EUR"],
        ["Second Run", "Add"],
      ]),
    );
    return world;
  },
  act: ({ tieout }) =>
    tieout.saveSettings(
      new Map([
        ["Company Name", "Harbour Cycles GmbH"],
        ["Local Currency", ""],
        ["Month-End Date", "2026-01-31"],
        ["Period Start", "2026-01-01"],
      ]),
    ),
});

everyFault({
  name: "a mapping in place of another",
  open: async () => {
    const world = open(tables);
    await world.tieout.saveMappings([
      { ledger: "Value Entries", headers: new Map([["Artikel", "Item No."]]) },
    ]);
    return world;
  },
  act: ({ tieout }) =>
    tieout.saveMappings([
      { ledger: "Value Entries", headers: new Map([["Buchungsdatum", "Posting Date"]]) },
      { ledger: "Items", headers: new Map([["Nr.", "No."]]), place: "Artikel" },
    ]),
});

everyFault({
  name: "the period",
  open: () => Promise.resolve(open(tables)),
  act: ({ tieout }) => tieout.setPeriod("2026-01-01", "2026-01-31"),
});

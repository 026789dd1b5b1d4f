/** Inserting the sample company, from its own page and from the first-run page. */
import { useState } from "react";
import { ledgerTables } from "../../engine/ledgers/tables";
import { usePane, useTieoutState } from "../pane-context";

export interface InsertSample {
  /** Inserts it and goes Home, where "Run month-end" has the focus. True when it was inserted. */
  readonly insert: () => Promise<boolean>;
  /** Names of its sheets that the workbook has already. */
  readonly taken: readonly string[];
  readonly trouble: string;
  readonly busy: boolean;
}

export function useInsertSample(): InsertSample {
  const { application, navigation, announce } = usePane();
  const { check } = useTieoutState();
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const names = new Set(
    [...(check?.ledgers ?? []), ...(check?.otherTables ?? [])].map((table) => table.sheetName.toLowerCase()),
  );
  const ledgers = new Set(check?.ledgers.map((ledger) => ledger.name));
  const taken = ledgerTables
    .filter((table) => ledgers.has(table.name) || names.has((table.sheet ?? table.name).toLowerCase()))
    .map((table) => table.sheet ?? table.name);
  return {
    taken,
    trouble,
    busy,
    insert: async () => {
      setBusy(true);
      setTrouble("");
      announce("Inserting the sample company.");
      try {
        const { sampleCompany } = await import("./sample-company");
        const { ledgers: tables, settings } = sampleCompany();
        const problem = await application.addLedgers(tables);
        if (problem) {
          setTrouble(problem.message);
          return false;
        }
        await application.saveSettings(settings);
        announce("The sample company is in this workbook.");
        navigation.open("/home?focus=run");
        return true;
      } catch (error) {
        setTrouble(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

import { column, ledgerTable } from "../declaration";

/** Manufacturing Setup: Business Central table 99000765. */
export const manufacturingSetup = ledgerTable({
  name: "Manufacturing Setup",
  businessCentral: { table: 99000765, card: true },
  key: [],
  needed: "PC GR TR",
  columns: [
    column("Include Non-Inventory Items to Produced Items", "boolean", "n", "PC GR TR", {
      also: ["Inc. Non. Inv. Cost To Prod"],
    }),
    column("Allow Finishing Prod. Order with no Output", "boolean", "n", "PC GR TR", {
      also: ["Finish Order without Output"],
    }),
  ],
});

import { column, ledgerTable } from "../declaration";

/** Job WIP Methods: Business Central table 1006, page 1010. */
export const jobWIPMethods = ledgerTable({
  name: "Job WIP Methods",
  businessCentral: { table: 1006, page: 1010 },
  key: ["Code"],
  needed: "JC",
  columns: [
    column("Code", "code", "s", "JC!"),
    column("Recognized Costs", "option", "s", "JC!", {
      option: "recognized costs",
      default: "At Completion",
    }),
    column("Recognized Sales", "option", "s", "JC!", {
      option: "recognized sales",
      default: "At Completion",
    }),
    column("WIP Cost", "boolean", "s", "JC", { default: true }),
    column("WIP Sales", "boolean", "s", "JC", { default: true }),
  ],
});

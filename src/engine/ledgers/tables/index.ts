/** Every ledger table that a report reads, in the order of the documentation. */
import type { LedgerTableDeclaration } from "../declaration";
import { valueEntries } from "./value-entries";
import { itemLedgerEntries } from "./item-ledger-entries";
import { itemApplicationEntries } from "./item-application-entries";
import { capacityLedgerEntries } from "./capacity-ledger-entries";
import { glItemLedgerRelation } from "./gl-item-ledger-relation";
import { postValueEntryToGL } from "./post-value-entry-to-gl";
import { inventoryAdjmtEntryOrders } from "./inventory-adjmt-entry-orders";
import { avgCostAdjmtEntryPoints } from "./avg-cost-adjmt-entry-points";
import { items } from "./items";
import { inventoryPostingGroups } from "./inventory-posting-groups";
import { productionOrders } from "./production-orders";
import { prodOrderLines } from "./prod-order-lines";
import { inventoryPostingSetup } from "./inventory-posting-setup";
import { generalPostingSetup } from "./general-posting-setup";
import { inventorySetup } from "./inventory-setup";
import { manufacturingSetup } from "./manufacturing-setup";
import { accountingPeriods } from "./accounting-periods";
import { inventoryPeriods } from "./inventory-periods";
import { glEntries } from "./gl-entries";
import { glAccounts } from "./gl-accounts";
import { glRegisters } from "./gl-registers";
import { generalLedgerSetup } from "./general-ledger-setup";
import { userSetup } from "./user-setup";
import { sourceCodeSetup } from "./source-code-setup";
import { dateComprRegisters } from "./date-compr-registers";
import { dimensionSetEntries } from "./dimension-set-entries";
import { jobTaskDimensions } from "./job-task-dimensions";
import { jobs } from "./jobs";
import { jobTasks } from "./job-tasks";
import { jobPlanningLines } from "./job-planning-lines";
import { jobLedgerEntries } from "./job-ledger-entries";
import { jobPostingGroups } from "./job-posting-groups";
import { jobWIPMethods } from "./job-wip-methods";
import { jobWIPEntries } from "./job-wip-entries";
import { jobWIPGLEntries } from "./job-wip-gl-entries";
import { jobWIPTotals } from "./job-wip-totals";

export const ledgerTables: readonly LedgerTableDeclaration[] = [
  valueEntries,
  itemLedgerEntries,
  itemApplicationEntries,
  capacityLedgerEntries,
  glItemLedgerRelation,
  postValueEntryToGL,
  inventoryAdjmtEntryOrders,
  avgCostAdjmtEntryPoints,
  items,
  inventoryPostingGroups,
  productionOrders,
  prodOrderLines,
  inventoryPostingSetup,
  generalPostingSetup,
  inventorySetup,
  manufacturingSetup,
  accountingPeriods,
  inventoryPeriods,
  glEntries,
  glAccounts,
  glRegisters,
  generalLedgerSetup,
  userSetup,
  sourceCodeSetup,
  dateComprRegisters,
  dimensionSetEntries,
  jobTaskDimensions,
  jobs,
  jobTasks,
  jobPlanningLines,
  jobLedgerEntries,
  jobPostingGroups,
  jobWIPMethods,
  jobWIPEntries,
  jobWIPGLEntries,
  jobWIPTotals,
];

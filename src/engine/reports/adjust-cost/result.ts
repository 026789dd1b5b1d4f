/** Shape of the result of adjust-cost. Amounts and quantities are decimal texts. */
import type { ReportResult } from "../../report";
import type { Rows } from "../../rows";

export interface CostDifference {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly entryType: string;
  readonly postingDate: string;
  readonly quantity: string;
  readonly valuedBy: string;
  readonly costActual: string;
  readonly costExpected: string;
  readonly targetActual: string;
  readonly targetExpected: string;
  readonly deltaActual: string;
  readonly deltaExpected: string;
  readonly kind: "cost" | "rounding";
}

export interface CostItem {
  readonly itemNo: string;
  readonly costingMethod: string;
  readonly quantity: string;
  readonly actualBefore: string;
  readonly expectedBefore: string;
  readonly actualAfter: string;
  readonly expectedAfter: string;
  readonly delta: string;
  readonly unitCostAfter: string;
  readonly fullyAdjusted: boolean;
}

export interface CostOrder {
  readonly orderType: string;
  readonly orderNo: string;
  readonly orderLineNo: number;
  readonly itemNo: string;
  readonly status: "adjusted" | "to-adjust" | "not-finished" | "not-computable";
  readonly outputQuantity: string;
  readonly deltaActual: string;
  readonly materialCost?: string;
  readonly capacityCost?: string;
  readonly subcontractedCost?: string;
  readonly capacityOverhead?: string;
  readonly manufacturingOverhead?: string;
}

export interface CostProposal {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly itemLedgerEntryNo: number;
  readonly itemLedgerEntryType: string;
  readonly entryType: string;
  readonly varianceType: string;
  readonly adjustment: boolean;
  readonly expectedCost: boolean;
  readonly documentNo: string;
  readonly documentLineNo: number;
  readonly postingDate: string;
  readonly valuationDate: string;
  readonly locationCode: string;
  readonly variantCode: string;
  readonly valuedQuantity: string;
  readonly invoicedQuantity: string;
  readonly costAmountActual: string;
  readonly costAmountExpected: string;
  readonly appliesToEntry: number;
  readonly reason: string;
}

export interface CostImpact {
  readonly month: string;
  readonly itemLedgerEntryType: string;
  readonly costAmountActual: string;
  readonly costAmountExpected: string;
}

/** A source of a cost: the entry, the quantity taken and what it brings. */
export interface CostSource {
  readonly entryNo: number;
  readonly quantity: string;
  readonly amount: string;
}

/** What a finished order used; together it is what its outputs cost before item charges and revaluations on them. */
export interface ExplainedOrder {
  readonly orderNo: string;
  readonly orderLineNo: number;
  readonly outputQuantity: string;
  /** Consumption entries with the material they bring, ascending. */
  readonly consumption: readonly CostSource[];
  readonly capacityCost: string;
  readonly subcontractedCost: string;
  readonly capacityOverhead: string;
  readonly manufacturingOverhead: string;
}

export interface CostExplanation {
  readonly entryNo: number;
  readonly valuedBy: string;
  readonly quantity: string;
  readonly target: string;
  readonly sources: readonly CostSource[];
  readonly periodStart?: string;
  readonly periodEnd?: string;
  readonly poolQuantity?: string;
  readonly poolCost?: string;
  readonly openingQuantity?: string;
  readonly openingCost?: string;
  readonly averageUnitCost?: string;
  /** Last average issue of an earlier period, whose explanation goes on where the opening comes from; ours. */
  readonly openingEntryNo?: number;
  /** The order of an output that is valued by it; ours. */
  readonly order?: ExplainedOrder;
}

export interface CostWarning {
  readonly code: string;
  readonly itemNo: string;
  readonly entryNo?: number;
  readonly inboundEntryNo?: number;
  readonly message: string;
}

export interface AdjustCostResult extends ReportResult {
  readonly report: "adjust-cost";
  readonly mode: "check" | "propose";
  readonly fullyAdjusted: boolean;
  readonly differences: Rows<CostDifference>;
  readonly items: readonly CostItem[];
  readonly orders: readonly CostOrder[];
  readonly totals: {
    readonly differenceCount: number;
    readonly deltaActual: string;
    readonly deltaExpected: string;
    readonly deltaCogs: string;
  };
  readonly warnings: readonly CostWarning[];
  readonly proposals?: Rows<CostProposal>;
  readonly impact?: readonly CostImpact[];
  readonly explanations?: readonly CostExplanation[];
}

/** The inventory ledgers as tables. */
import { DIMENSION_SETS } from "../company";
import {
  EXPECTED_COST,
  ADJUSTMENT,
  INVENTORIABLE,
  PARTIAL_REVALUATION,
  VALUED_BY_AVERAGE,
} from "../core/ledger";
import { monthEnd, monthIndex } from "../core/calendar";
import type { ItemLedgerEntry, OrderLine } from "../core/model";
import { ownerOf } from "../core/post-inventory";
import type { World } from "../core/world";
import { FIRST_DAY } from "../company";
import { SampleTable } from "../workbook";
import {
  amount,
  boolean,
  code,
  date,
  integer,
  of,
  option,
  over,
  percent,
  quantity,
  text,
  unitAmount,
} from "./columns";

export function departmentOf(set: number): string {
  return DIMENSION_SETS[set - 1]?.department ?? "";
}

export function channelOf(set: number): string {
  return DIMENSION_SETS[set - 1]?.channel ?? "";
}

export function areaOf(set: number): string {
  return DIMENSION_SETS[set - 1]?.area ?? "";
}

export function valueEntries(world: World): SampleTable {
  const { ledger } = world;
  const { values } = ledger;
  const entryOf = (row: number): ItemLedgerEntry | undefined => {
    const no = values.entry.get(row);
    return no === 0 ? undefined : ledger.entry(no);
  };
  const capacityOf = (row: number) => ledger.capacityEntries[values.capacity.get(row) - 1];
  const lineOf = (row: number): OrderLine | undefined => entryOf(row)?.line ?? capacityOf(row)?.line;
  const setOf = (row: number): number => entryOf(row)?.dimensionSet ?? capacityOf(row)?.dimensionSet ?? 0;
  const flag = (row: number, bit: number): boolean => (values.flags.get(row) & bit) !== 0;
  return new SampleTable("Value Entries", ledger.valueCount, [
    integer("Entry No.", (row) => row + 1),
    code("Item No.", (row) => entryOf(row)?.item.no ?? ""),
    date("Posting Date", (row) => values.date.get(row)),
    option("Item Ledger Entry Type", (row) => entryOf(row)?.entryType ?? ""),
    option("Entry Type", (row) => values.type.get(row)),
    option("Variance Type", (row) => values.variance.get(row)),
    integer("Item Ledger Entry No.", (row) => values.entry.get(row)),
    integer("Capacity Ledger Entry No.", (row) => values.capacity.get(row)),
    option("Document Type", (row) => values.documentType.get(row)),
    code("Document No.", (row) => values.documentNo.get(row)),
    integer("Document Line No.", (row) => values.documentLineNo.get(row)),
    code("Item Charge No.", (row) => values.chargeNo.get(row)),
    code("External Document No.", (row) => values.externalDocumentNo.get(row)),
    text("Description", (row) => values.description.get(row)),
    option("Source Type", (row) => entryOf(row)?.sourceType ?? capacityOf(row)?.sourceType ?? ""),
    code("Source No.", (row) => entryOf(row)?.sourceNo ?? capacityOf(row)?.sourceNo ?? ""),
    option("Order Type", (row) => lineOf(row)?.order.type ?? ""),
    code("Order No.", (row) => lineOf(row)?.order.no ?? ""),
    integer("Order Line No.", (row) => lineOf(row)?.lineNo ?? 0),
    code("Location Code", (row) => entryOf(row)?.location ?? ""),
    code("Variant Code", (row) => entryOf(row)?.variant ?? ""),
    code("Global Dimension 1 Code", (row) => departmentOf(setOf(row))),
    code("Global Dimension 2 Code", (row) => channelOf(setOf(row))),
    code("Shortcut Dimension 3 Code", (row) => areaOf(setOf(row))),
    code("Inventory Posting Group", (row) => ownerOf(ledger, row).item.inventoryPostingGroup),
    code("Gen. Bus. Posting Group", (row) => values.genBus.get(row)),
    code("Gen. Prod. Posting Group", (row) => values.genProd.get(row)),
    quantity("Valued Quantity", (row) => values.valuedQuantity.get(row)),
    quantity("Item Ledger Entry Quantity", (row) => values.entryQuantity.get(row)),
    quantity("Invoiced Quantity", (row) => values.invoicedQuantity.get(row)),
    unitAmount("Cost per Unit", (row) => values.unitCost.get(row)),
    amount("Cost Amount (Actual)", (row) => values.actual.get(row)),
    amount("Cost Amount (Expected)", (row) => values.expected.get(row)),
    amount("Cost Posted to G/L", (row) => values.postedActual.get(row)),
    amount("Expected Cost Posted to G/L", (row) => values.postedExpected.get(row)),
    amount("Cost Amount (Actual) (ACY)", () => 0),
    amount("Cost Amount (Expected) (ACY)", () => 0),
    amount("Cost Posted to G/L (ACY)", () => 0),
    amount("Exp. Cost Posted to G/L (ACY)", () => 0),
    boolean("Expected Cost", (row) => flag(row, EXPECTED_COST)),
    boolean("Adjustment", (row) => flag(row, ADJUSTMENT)),
    integer("Applies-to Entry", (row) => values.appliesTo.get(row)),
    boolean("Inventoriable", (row) => flag(row, INVENTORIABLE)),
    boolean("Valued By Average Cost", (row) => flag(row, VALUED_BY_AVERAGE)),
    boolean("Partial Revaluation", (row) => flag(row, PARTIAL_REVALUATION)),
    date("Valuation Date", (row) => values.valuationDate.get(row)),
    integer("Dimension Set ID", setOf),
    code("Reason Code", () => ""),
    code("Project No.", () => ""),
  ]);
}

export function itemLedgerEntries(world: World): SampleTable {
  const { entries } = world.ledger;
  return new SampleTable(
    "Item Ledger Entries",
    entries.length,
    over(entries, [
      of(integer, "Entry No.", (one) => one.no),
      of(code, "Item No.", (one) => one.item.no),
      of(date, "Posting Date", (one) => one.date),
      of(option, "Entry Type", (one) => one.entryType),
      of(option, "Document Type", (one) => one.documentType),
      of(code, "Document No.", (one) => one.documentNo),
      of(text, "Description", (one) => one.description),
      of(code, "Location Code", (one) => one.location),
      of(code, "Variant Code", (one) => one.variant),
      of(code, "Global Dimension 1 Code", (one) => departmentOf(one.dimensionSet)),
      of(code, "Global Dimension 2 Code", (one) => channelOf(one.dimensionSet)),
      of(quantity, "Quantity", (one) => one.quantity),
      of(quantity, "Remaining Quantity", (one) => one.remaining),
      of(quantity, "Invoiced Quantity", (one) => one.invoiced),
      of(integer, "Applies-to Entry", (one) => one.appliesTo),
      of(boolean, "Drop Shipment", (one) => one.dropShipment),
      of(option, "Order Type", (one) => one.line?.order.type ?? ""),
      of(code, "Order No.", (one) => one.line?.order.no ?? ""),
      of(integer, "Order Line No.", (one) => one.line?.lineNo ?? 0),
      of(boolean, "Applied Entry to Adjust", () => false),
      of(amount, "Cost Amount (Actual)", (one) => one.costActual),
      of(option, "Source Type", (one) => one.sourceType),
      of(code, "Source No.", (one) => one.sourceNo),
    ]),
  );
}

export function itemApplicationEntries(world: World): SampleTable {
  const { applications } = world.ledger;
  return new SampleTable("Item Application Entries", applications.entry.length, [
    integer("Entry No.", (row) => row + 1),
    integer("Item Ledger Entry No.", (row) => applications.entry.get(row)),
    integer("Inbound Item Entry No.", (row) => applications.inbound.get(row)),
    integer("Outbound Item Entry No.", (row) => applications.outbound.get(row)),
    quantity("Quantity", (row) => applications.quantity.get(row)),
    date("Posting Date", (row) => applications.date.get(row)),
    integer("Transferred-from Entry No.", (row) => applications.transferredFrom.get(row)),
    boolean("Cost Application", (row) => applications.costApplication.get(row) === 1),
  ]);
}

export function capacityLedgerEntries(world: World): SampleTable {
  const { capacityEntries } = world.ledger;
  return new SampleTable(
    "Capacity Ledger Entries",
    capacityEntries.length,
    over(capacityEntries, [
      of(integer, "Entry No.", (one) => one.no),
      of(date, "Posting Date", (one) => one.date),
      of(option, "Type", (one) => one.type),
      of(code, "No.", (one) => one.centerNo),
      of(code, "Item No.", (one) => one.line.item.no),
      of(code, "Document No.", (one) => one.documentNo),
      of(text, "Description", (one) => one.description),
      of(quantity, "Quantity", (one) => one.quantity),
      of(option, "Order Type", (one) => one.line.order.type),
      of(code, "Order No.", (one) => one.line.order.no),
      of(integer, "Order Line No.", (one) => one.line.lineNo),
      of(boolean, "Subcontracting", (one) => one.subcontracting),
    ]),
  );
}

export function relations(world: World): SampleTable {
  const columns = world.gl.relations;
  return new SampleTable("G-L - Item Ledger Relation", columns.glEntry.length, [
    integer("G/L Entry No.", (row) => columns.glEntry.get(row)),
    integer("Value Entry No.", (row) => columns.valueEntry.get(row)),
    integer("G/L Register No.", (row) => columns.register.get(row)),
  ]);
}

export function postingQueue(world: World): SampleTable {
  const { waiting } = world.ledger;
  return new SampleTable("Post Value Entry to G-L", waiting.length, [
    integer("Value Entry No.", (row) => (waiting[row] as number) + 1),
  ]);
}

export function adjustmentOrders(world: World): SampleTable {
  const lines = world.orders
    .filter((order) => order.status === "Released" || order.status === "Finished")
    .flatMap((order) => order.lines)
    .sort(
      (a, b) => compare(a.order.type, b.order.type) || compare(a.order.no, b.order.no) || a.lineNo - b.lineNo,
    );
  return new SampleTable(
    "Inventory Adjmt. Entry Orders",
    lines.length,
    over(lines, [
      of(option, "Order Type", (one) => one.order.type),
      of(code, "Order No.", (one) => one.order.no),
      of(integer, "Order Line No.", (one) => one.lineNo),
      of(code, "Item No.", (one) => one.item.no),
      of(boolean, "Is Finished", (one) => one.finished),
      of(boolean, "Completely Invoiced", (one) => one.completelyInvoiced),
      of(percent, "Indirect Cost %", (one) => one.indirectCostPercent),
      of(unitAmount, "Overhead Rate", (one) => one.overheadRate),
      of(unitAmount, "Single-Level Material Cost", (one) => one.shares.material),
      of(unitAmount, "Single-Level Capacity Cost", (one) => one.shares.capacity),
      of(unitAmount, "Single-Level Subcontrd. Cost", (one) => one.shares.subcontracted),
      of(unitAmount, "Single-Level Cap. Ovhd Cost", (one) => one.shares.capacityOverhead),
      of(unitAmount, "Single-Level Mfg. Ovhd Cost", (one) => one.shares.manufacturingOverhead),
    ]),
  );
}

interface EntryPoint {
  item: string;
  variant: string;
  location: string;
  date: number;
  adjusted: boolean;
}

export function averageEntryPoints(world: World): SampleTable {
  const points: EntryPoint[] = [];
  for (const item of world.items) {
    for (const [key, pool] of item.state.pools) {
      const bar = key.indexOf("|");
      pool.months.forEach((month, index) => {
        if (month.quantity === 0 && month.cost === 0 && month.issues.length === 0) return;
        points.push({
          item: item.no,
          variant: key.slice(0, bar),
          location: key.slice(bar + 1),
          date: monthEnd(monthIndex(FIRST_DAY) + index),
          adjusted: !month.dirty,
        });
      });
    }
  }
  return new SampleTable(
    "Avg. Cost Adjmt. Entry Points",
    points.length,
    over(points, [
      of(code, "Item No.", (one) => one.item),
      of(code, "Variant Code", (one) => one.variant),
      of(code, "Location Code", (one) => one.location),
      of(date, "Valuation Date", (one) => one.date),
      of(boolean, "Cost Is Adjusted", (one) => one.adjusted),
    ]),
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The ordinary month: what is bought, made, moved and sold. It serves one family of items. */
import { BILLS, CUSTOMERS, ITEMS, VARIANTS } from "../company";
import { monthEnd, monthIndex } from "./calendar";
import type { Item, ItemLedgerEntry } from "./model";
import { costOf, pieces, scaled } from "./money";
import { buy, chargeFreight, returnToVendor, usualVendor } from "../events/purchase";
import { assemble, PLANT, produce } from "../events/production";
import { sell, takeBack } from "../events/sale";
import { addStock, removeStock, revalue, transfer } from "../events/stock";
import type { World } from "./world";

/** Bicycles to make in a month, by position of the month. */
const PRODUCTION: readonly { no: string; quantity: number; months: readonly number[] }[] = [
  { no: "1000", quantity: 56, months: [0, 2] },
  { no: "1010", quantity: 72, months: [0, 1, 2] },
  { no: "1020", quantity: 48, months: [1, 2] },
  { no: "1030", quantity: 3, months: [0, 1] },
  { no: "1040", quantity: 64, months: [1] },
];

const SUB_ASSEMBLIES = ["1100", "1110", "1120"] as const;
const SHOP = "RED";

/** Stock of resale items that buying fills up to. */
const RESALE_TARGET = 240;

export interface MonthOptions {
  family: number;
  /** First day of the month. */
  start: number;
  /** Percent of the optional events that happen. */
  density: number;
}

/** Opening stock of a family: enough for the first weeks. */
export function openStock(world: World, family: number): void {
  for (const declared of ITEMS) {
    if (declared.once === true) continue;
    const item = world.item(declared.no, family);
    const quantity = openingQuantity(item, declared.level);
    for (const variant of VARIANTS.get(declared.no) ?? [""])
      addStock(world, { item, variant, location: PLANT }, quantity, openingCost(world, item));
  }
}

function openingQuantity(item: Item, level: number): number {
  if (item.costingMethod === "Specific") return pieces(2);
  if (level === 2) return pieces(40);
  if (level === 1) return pieces(60);
  return item.unit === "PCS" || item.unit === "BOX" ? pieces(120) : pieces(180);
}

/** Prices of the opening stock lie a little off today's. */
function openingCost(world: World, item: Item): number {
  if (item.costingMethod === "Standard") return item.standardCost;
  return scaled(item.unitCost, world.random.between(960, 1030), 100_000) * 100;
}

/** Plans all events of one month and family. */
export function planMonth(world: World, options: MonthOptions): void {
  const { family, start, density } = options;
  const monthNo = monthIndex(start) % 3;
  const makes = PRODUCTION.filter((one) => one.months.includes(monthNo));
  const need = requirements(makes);
  const on = (dayOfMonth: number, event: () => void): void => {
    const last = monthEnd(monthIndex(start));
    world.at(Math.min(start + dayOfMonth - 1, last), event);
  };
  const optional = (percent: number): boolean =>
    world.random.chance(Math.min(100, (percent * density) / 100));

  planBuying(world, options, need, on, optional);
  on(5, () => {
    for (const no of SUB_ASSEMBLIES) {
      const item = world.item(no, family);
      const missing = (need.get(no) ?? 0) + pieces(60) - world.ledger.available(item, PLANT);
      if (missing > 0)
        produce(world, { item, quantity: wholePieces(missing), returnPart: no !== "1120" && optional(25) });
    }
  });
  makes.forEach(({ no, quantity }, index) => {
    on(11 + index, () => {
      const item = world.item(no, family);
      if (no === "1040") assemble(world, item, pieces(quantity));
      else {
        const twoLots = no === "1010" || no === "1000";
        produce(world, { item, quantity: pieces(quantity), twoLots, reversePart: twoLots && optional(20) });
      }
    });
  });
  planMoves(world, options, on, optional);
  planSales(world, options, on, optional);
}

/** Quantities of all components for the month, by item number. */
function requirements(makes: readonly { no: string; quantity: number }[]): Map<string, number> {
  const need = new Map<string, number>();
  const waiting = makes.map(({ no, quantity }) => ({ no, quantity: pieces(quantity) }));
  for (let next = 0; next < waiting.length; next++) {
    const { no, quantity } = waiting[next] as { no: string; quantity: number };
    for (const line of BILLS.get(no) ?? []) {
      const used = scaled(quantity, Math.round(line.quantity * 100_000), 100_000);
      need.set(line.item, (need.get(line.item) ?? 0) + used);
      waiting.push({ no: line.item, quantity: used });
    }
  }
  return need;
}

function wholePieces(quantity: number): number {
  return Math.ceil(quantity / 100_000) * 100_000;
}

type On = (dayOfMonth: number, event: () => void) => void;
type Optional = (percent: number) => boolean;

function planBuying(
  world: World,
  { family }: MonthOptions,
  need: ReadonlyMap<string, number>,
  on: On,
  optional: Optional,
): void {
  const receipts: ItemLedgerEntry[] = [];
  for (const declared of ITEMS) {
    if (declared.level !== 0 || declared.once === true) continue;
    const item = world.item(declared.no, family);
    for (const variant of VARIANTS.get(declared.no) ?? [""]) {
      on(world.random.between(1, declared.group === "RESALE" ? 21 : 3), () => {
        const reserve = item.costingMethod === "Specific" ? pieces(2) : pieces(100);
        const target =
          declared.group === "RESALE" ? pieces(RESALE_TARGET) : (need.get(declared.no) ?? 0) + reserve;
        const missing = wholePieces(target - world.ledger.available(item, PLANT, variant));
        if (missing <= 0) return;
        const unitCost = item.costingMethod === "Standard" ? item.unitCost : drifted(world, item.unitCost);
        const invoiceUnitCost = world.random.chance(30) ? drifted(world, unitCost) : unitCost;
        const order = {
          item,
          variant,
          location: PLANT,
          quantity: missing,
          unitCost,
          invoiceUnitCost,
          vendor: usualVendor(item),
        };
        const entries = buy(world, order, world.random.between(2, 15), optional(25));
        if (item.costingMethod !== "Standard" && item.costingMethod !== "Specific") receipts.push(...entries);
      });
    }
  }
  if (optional(80)) {
    // Half of the freight arrives when the month of the receipts is closed already.
    const late = world.random.chance(50);
    const amount = world.random.between(2_500, 9_900);
    on(19, () => {
      const charged = receipts.slice(0, 4);
      if (charged.length > 0)
        world.at(world.today + (late ? 17 : 0), () => {
          chargeFreight(world, charged, amount);
        });
    });
  }
  if (optional(35))
    on(22, () => {
      const back = receipts.find((entry) => entry.invoiced === entry.quantity && entry.remaining >= 200_000);
      if (back !== undefined) returnToVendor(world, back, 200_000);
    });
  if (optional(20))
    on(24, () => {
      const entry = receipts.find((one) => one.invoiced === one.quantity && canRevalue(one));
      if (entry !== undefined)
        revalue(world, entry, -costOf(entry.remaining, Math.round(entry.item.unitCost / 25)));
    });
}

/** Average stock is revalued only as a whole receipt, other stock for what is left of it. */
function canRevalue(entry: ItemLedgerEntry): boolean {
  return entry.item.costingMethod === "Average" ? entry.remaining === entry.quantity : entry.remaining > 0;
}

/** A price some percent up or down, in whole cents. */
function drifted(world: World, unitCost: number): number {
  return scaled(unitCost, world.random.between(970, 1040), 1_000_000) * 1000;
}

function planMoves(world: World, { family }: MonthOptions, on: On, optional: Optional): void {
  for (const no of ["1010", "1020", "1000", "A-10", "A-20", "A-70"]) {
    if (!optional(80)) continue;
    const item = world.item(no, family);
    const variant = world.random.pick(VARIANTS.get(no) ?? [""]);
    on(16 + world.random.between(0, 2), () => {
      const stock = world.ledger.available(item, PLANT, variant);
      const quantity = Math.floor(stock / 300_000) * 100_000;
      if (quantity > 0) transfer(world, { item, variant, location: PLANT }, SHOP, quantity);
    });
  }
  const lock = world.item("A-30", family);
  if (optional(60))
    on(8, () => {
      const quantity = Math.floor(world.ledger.available(lock, PLANT) / 400_000) * 100_000;
      if (quantity > 0) transfer(world, { item: lock, location: PLANT }, "", quantity);
    });
  if (optional(50)) {
    const item = world.item(world.random.pick(["1130", "1150", "A-10", "A-30", "1170"]), family);
    on(26, () => {
      if (world.ledger.available(item, PLANT) >= 200_000)
        removeStock(world, { item, location: PLANT }, 100_000);
    });
  }
  if (optional(30)) {
    const item = world.item(world.random.pick(["1160", "1140", "A-10"]), family);
    on(27, () => addStock(world, { item, location: PLANT }, pieces(1), item.unitCost));
  }
}

const ON_SALE: readonly string[] = ["1000", "1010", "1020", "1030", "1040", "A-10", "A-20", "A-30", "A-70"];

function planSales(world: World, { family }: MonthOptions, on: On, optional: Optional): void {
  const count = 52;
  for (let index = 0; index < count; index++) {
    if (!optional(100)) continue;
    const no = world.random.pick(ON_SALE);
    const item = world.item(no, family);
    const location = no === "A-30" && world.random.chance(40) ? "" : world.random.chance(35) ? SHOP : PLANT;
    const variant = world.random.pick(VARIANTS.get(no) ?? [""]);
    // Export customers take bicycles only: the posting setup for resale items has a gap there.
    const customer = world.random.pick(no.startsWith("A-") ? CUSTOMERS.slice(0, 5) : CUSTOMERS);
    const atOnce = world.random.chance(55);
    const inParts = optional(12);
    const later = world.random.between(2, 9);
    const comesBack = optional(8);
    on(2 + (((index * 26) / count) | 0), () => {
      const stock = world.ledger.available(item, location, variant);
      const specific = item.costingMethod === "Specific";
      const most = specific ? 1 : Math.min(18, Math.floor(stock / 300_000));
      if (most < 1 || stock < 100_000) return;
      const quantity = pieces(world.random.between(1, most));
      const sale = sell(world, { item, variant, location, quantity, customer }, atOnce ? 0 : later, inParts);
      if (comesBack)
        world.at(world.today + world.random.between(3, 20), () => {
          if (sale.invoiced === sale.quantity) takeBack(world, sale, 100_000);
        });
    });
  }
}

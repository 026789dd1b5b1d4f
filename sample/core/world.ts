/** The state of one simulation: ledgers, items, orders, number series and the calendar of events. */
import {
  FIRST_DAY,
  INVENTORY_POSTING_GROUPS,
  ITEMS,
  LAST_DAY,
  SERVICE_ITEM,
  type ItemDeclaration,
} from "../company";
import { isWeekend, monthIndex } from "./calendar";
import { GeneralLedger } from "./general-ledger";
import { Ledger } from "./ledger";
import { newItemState, type Item, type Order } from "./model";
import type { PostingFault } from "./post-inventory";
import { Random } from "./random";
import { ProjectLedger } from "../events/projects";
import type { FaultPlace } from "../faults";
import { UNIT_SCALE } from "./money";

/** Number series: prefix and first number, as documents of Business Central look. */
const SERIES = {
  receipt: 107_000,
  purchaseInvoice: 108_000,
  returnShipment: 106_000,
  purchaseCredit: 109_000,
  shipment: 102_000,
  salesInvoice: 103_000,
  returnReceipt: 105_000,
  salesCredit: 104_000,
  productionOrder: 101_000,
  assemblyOrder: 201_000,
  postedAssembly: 202_000,
  transfer: 110_000,
} as const;

const TEXT_SERIES = { journal: "J", revaluation: "REV", posting: "T", general: "G" } as const;

export type Series = keyof typeof SERIES | keyof typeof TEXT_SERIES;

export class World {
  readonly ledger = new Ledger(monthIndex(FIRST_DAY), FIRST_DAY - 1);
  readonly gl = new GeneralLedger();
  readonly random: Random;
  readonly items: Item[] = [];
  readonly orders: Order[] = [];
  readonly projects = new ProjectLedger();
  /** What goes wrong on purpose when cost is posted, by row of the value entry. */
  readonly postingFaults = new Map<number, PostingFault>();
  readonly faultPlaces: FaultPlace[] = [];
  today = FIRST_DAY;
  /** Rows of the general ledger whose receivables and payables are paid, and those that are due next. */
  settledThrough = 0;
  openedThrough = 0;

  private readonly byNo = new Map<string, Item>();
  private readonly agenda = new Map<number, (() => void)[]>();
  private readonly numbers = new Map<Series, number>();

  /** @param families how often the item list is repeated */
  constructor(seed: number, families: number) {
    this.random = new Random(seed);
    for (let family = 0; family < families; family++) {
      for (const declared of ITEMS) {
        if (declared.once === true && family > 0) continue;
        this.addItem(declared, family);
      }
    }
    this.addService();
  }

  /** The item of that number in a family; family 0 carries the plain numbers. */
  item(no: string, family = 0): Item {
    const item = this.byNo.get(familyNo(no, family));
    if (item === undefined) throw new Error(`There is no item ${no}.`);
    return item;
  }

  /** Next number of a series. */
  number(series: Series): string {
    const used = (this.numbers.get(series) ?? 0) + 1;
    this.numbers.set(series, used);
    if (series in TEXT_SERIES) {
      const prefix = TEXT_SERIES[series as keyof typeof TEXT_SERIES];
      return prefix + String(used).padStart(5, "0");
    }
    return String(SERIES[series as keyof typeof SERIES] + used);
  }

  /** Plans something for a working day; what falls behind the last day never happens. */
  at(date: number, event: () => void): void {
    let when = Math.max(date, this.today);
    while (isWeekend(when) && when < LAST_DAY) when++;
    if (when > LAST_DAY) return;
    const events = this.agenda.get(when);
    if (events === undefined) this.agenda.set(when, [event]);
    else events.push(event);
  }

  /** Does everything that is planned for a day, also what is planned meanwhile. */
  runDay(date: number): void {
    this.today = date;
    const events = this.agenda.get(date) ?? [];
    for (let next = 0; next < events.length; next++) (events[next] as () => void)();
    this.agenda.delete(date);
  }

  private addItem(declared: ItemDeclaration, family: number): void {
    const no = familyNo(declared.no, family);
    const group = INVENTORY_POSTING_GROUPS.find((one) => one.code === declared.group);
    const unit = (money: number): number => Math.round(money * UNIT_SCALE);
    const { shares } = declared;
    const item: Item = {
      no,
      index: this.items.length,
      description: family === 0 ? declared.description : `${declared.description} ${family + 1}`,
      unit: declared.unit,
      type: "Inventory",
      inventoryPostingGroup: declared.group,
      genProdPostingGroup: group?.genProd ?? "",
      costingMethod: declared.method,
      level: declared.level,
      standardCost: declared.method === "Standard" ? unit(declared.cost) : 0,
      shares: {
        material: unit(shares?.material ?? (declared.method === "Standard" ? declared.cost : 0)),
        capacity: unit(shares?.capacity ?? 0),
        subcontracted: unit(shares?.subcontracted ?? 0),
        capacityOverhead: unit(shares?.capacityOverhead ?? 0),
        manufacturingOverhead: unit(shares?.overhead ?? 0),
      },
      indirectCostPercent: Math.round((declared.indirect ?? 0) * 100),
      overheadRate: unit(declared.overheadRate ?? 0),
      unitCost: unit(declared.cost),
      statisticsGroup: declared.statisticsGroup ?? 0,
      family,
      held: false,
      state: newItemState(),
    };
    this.items.push(item);
    this.byNo.set(no, item);
  }

  private addService(): void {
    const item: Item = {
      no: SERVICE_ITEM.no,
      index: this.items.length,
      description: SERVICE_ITEM.description,
      unit: SERVICE_ITEM.unit,
      type: "Service",
      inventoryPostingGroup: "",
      genProdPostingGroup: SERVICE_ITEM.genProd,
      costingMethod: "FIFO",
      level: 0,
      standardCost: 0,
      shares: { material: 0, capacity: 0, subcontracted: 0, capacityOverhead: 0, manufacturingOverhead: 0 },
      indirectCostPercent: 0,
      overheadRate: 0,
      unitCost: 0,
      statisticsGroup: 0,
      family: 0,
      held: false,
      state: newItemState(),
    };
    this.items.push(item);
    this.byNo.set(item.no, item);
  }
}

function familyNo(no: string, family: number): string {
  return family === 0 ? no : `${no}-${String(family + 1).padStart(3, "0")}`;
}

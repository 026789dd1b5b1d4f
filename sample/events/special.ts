/** What happens only once: the cases that the reports have a word for. All of it belongs to the first family of items. */
import {
  CUSTOMERS,
  OTHER_ACCOUNTS,
  ROUTINGS,
  SET_ADMIN,
  FORMER_INVENTORY_ACCOUNT,
  LAST_DAY,
} from "../company";
import { day } from "../core/calendar";
import type { Item, ItemLedgerEntry, OrderLine } from "../core/model";
import { costOf, pieces, unitCostOf } from "../core/money";
import type { World } from "../core/world";
import { PLANTED_FAULTS, type PlantedFault } from "../faults";
import {
  addLine,
  billOf,
  consume,
  createOrder,
  finish,
  output,
  PLANT,
  returnComponent,
  reverseOutput,
  subcontract,
  work,
} from "./production";
import {
  chargeFreight,
  dropShip,
  invoicePurchase,
  receive,
  usualVendor,
  type PurchaseOrder,
} from "./purchase";
import { sellAtOnce, shipOnly } from "./sale";
import { addStock, revalue } from "./stock";

function unit(money: string): number {
  return Math.round(Number(money) * 100_000);
}

export function planSpecialEvents(world: World, faults: boolean): void {
  planResale(world);
  planOrders(world, faults);
  planStandardChange(world);
  planLastDays(world);
  if (faults) planFaults(world);
}

function customer(index: number) {
  const found = CUSTOMERS[index];
  if (found === undefined) throw new Error(`There is no customer ${index}.`);
  return found;
}

function purchase(world: World, order: Omit<PurchaseOrder, "vendor">): ItemLedgerEntry[] {
  const entries = receive(world, { ...order, vendor: usualVendor(order.item) });
  invoicePurchase(world, entries, order.unitCost);
  return entries;
}

/** Resale items with a story: an average to adjust, stock below zero, value without quantity, a drop shipment. */
function planResale(world: World): void {
  const dynamo = { item: world.item("A-40"), location: PLANT };
  world.at(day(2025, 12, 10), () => addStock(world, dynamo, pieces(1), unit("30")));
  world.at(day(2026, 1, 8), () =>
    sellAtOnce(world, { ...dynamo, quantity: pieces(1), customer: customer(0) }),
  );
  world.at(day(2026, 1, 14), () =>
    purchase(world, { ...dynamo, quantity: pieces(1), unitCost: unit("100") }),
  );
  world.at(day(2026, 1, 19), () =>
    sellAtOnce(world, { ...dynamo, quantity: pieces(1), customer: customer(1) }),
  );

  const pump = { item: world.item("A-50"), location: PLANT };
  const sellPumps = (date: number, count: number): void => {
    world.at(date, () => sellAtOnce(world, { ...pump, quantity: pieces(count), customer: customer(2) }));
  };
  world.at(day(2025, 2, 4), () => addStock(world, pump, pieces(12), unit("12")));
  sellPumps(day(2025, 6, 10), 12);
  sellPumps(day(2025, 6, 11), 3);
  world.at(day(2025, 6, 20), () =>
    purchase(world, { ...pump, quantity: pieces(7), unitCost: unit("12.40") }),
  );
  sellPumps(day(2025, 7, 15), 4);
  sellPumps(day(2026, 1, 21), 4);

  const pannier = { item: world.item("A-60"), location: PLANT };
  let panniers: ItemLedgerEntry[] = [];
  world.at(day(2025, 11, 4), () => {
    panniers = purchase(world, { ...pannier, quantity: pieces(5), unitCost: unit("25") });
  });
  world.at(day(2026, 1, 16), () =>
    sellAtOnce(world, { ...pannier, quantity: pieces(5), customer: customer(3) }),
  );
  world.at(day(2026, 1, 30), () => {
    chargeFreight(world, panniers, 200);
  });

  world.at(day(2025, 9, 9), () => {
    dropShip(world, world.item("A-20"), pieces(2), unit("32.15"), customer(3));
  });
}

/** Consumes a component; what is missing is found and booked in first, so that other events cannot get in the way. */
function take(world: World, line: OrderLine, item: Item, quantity: number, date?: number): ItemLedgerEntry {
  const missing = quantity - world.ledger.available(item, PLANT);
  if (missing > 0) addStock(world, { item, location: PLANT }, missing, item.unitCost);
  return consume(world, line, item, quantity, date);
}

/** A production order in every state the WIP report has a flag for. */
function planOrders(world: World, faults: boolean): void {
  const wheel = world.item("1100");
  const rearWheel = world.item("1110");
  const frame = world.item("1120");
  const city = world.item("1010");
  const hub = world.item("1160");
  const rim = world.item("1170");
  const cable = world.item("1199");
  const wheelStep = ROUTINGS.get("1100")?.[0];
  const bikeStep = ROUTINGS.get("1010")?.[0];
  if (wheelStep === undefined || bikeStep === undefined) throw new Error("A routing is missing.");

  // Two products on one order.
  world.at(day(2025, 10, 8), () => {
    const first = createOrder(world, "Production", wheel, pieces(4));
    const second = addLine(first.order, rearWheel, pieces(4));
    for (const line of [first, second]) {
      take(world, line, hub, pieces(4));
      take(world, line, rim, pieces(4));
      work(world, line, wheelStep, pieces(4));
      output(world, line, pieces(4));
    }
    world.at(day(2025, 10, 10), () => {
      finish(world, first.order);
    });
  });

  // Consumption that is found late and posted with an early date.
  world.at(day(2025, 12, 3), () => {
    const line = createOrder(world, "Production", wheel, pieces(5));
    take(world, line, rim, pieces(5));
    work(world, line, wheelStep, pieces(5));
    world.at(day(2025, 12, 5), () => output(world, line, pieces(5)));
    world.at(day(2025, 12, 30), () => {
      take(world, line, hub, pieces(5), day(2025, 12, 4));
      finish(world, line.order);
    });
  });

  // Finished without output: its cost stays in process.
  world.at(day(2025, 12, 16), () => {
    const line = createOrder(world, "Production", wheel, pieces(1));
    take(world, line, hub, pieces(1));
    take(world, line, rim, pieces(1));
    work(world, line, wheelStep, pieces(1));
    world.at(day(2025, 12, 18), () => {
      finish(world, line.order);
    });
  });

  // Finished, and what it made is written down.
  world.at(day(2026, 1, 12), () => {
    const line = createOrder(world, "Production", wheel, pieces(4));
    take(world, line, hub, pieces(4));
    take(world, line, rim, pieces(4));
    work(world, line, wheelStep, pieces(4));
    const made = output(world, line, pieces(4));
    world.at(day(2026, 1, 13), () => {
      finish(world, line.order);
    });
    world.at(day(2026, 1, 14), () => {
      for (const entry of made)
        if (entry.remaining > 0) revalue(world, entry, -costOf(entry.remaining, unit("1.50")));
    });
  });

  // Released: components in, part of the output reported, one piece of it taken back.
  world.at(day(2026, 1, 21), () => {
    const line = createOrder(world, "Production", wheel, pieces(10));
    const used = take(world, line, hub, pieces(10));
    take(world, line, rim, pieces(10));
    work(world, line, wheelStep, pieces(10));
    world.at(day(2026, 1, 22), () => {
      returnComponent(world, used, pieces(1));
      const made = output(world, line, pieces(5))[0];
      if (made !== undefined) reverseOutput(world, made, pieces(1));
    });
  });

  // Released: output before consumption, so work in process is below zero.
  world.at(day(2026, 1, 27), () =>
    output(world, createOrder(world, "Production", wheel, pieces(6)), pieces(6)),
  );

  // Released: a prototype without cost, so nothing leaves work in process.
  world.at(day(2026, 1, 20), () => {
    const line = createOrder(world, "Production", world.item("1090"), pieces(1));
    take(world, line, frame, pieces(1));
    take(world, line, hub, pieces(2));
    work(world, line, bikeStep, pieces(1));
    world.at(day(2026, 1, 23), () => output(world, line, pieces(1)));
  });

  // Released: subcontracted, the coating of half the frames is invoiced.
  world.at(day(2026, 1, 22), () => {
    const line = createOrder(world, "Production", frame, pieces(6));
    take(world, line, world.item("1180"), pieces(33));
    for (const step of ROUTINGS.get("1120") ?? []) work(world, line, step, pieces(6));
    world.at(day(2026, 1, 26), () => {
      subcontract(world, line, pieces(3), unit("12.15"));
      output(world, line, pieces(3));
    });
  });

  // Released: a large order, nearly half of it reported.
  world.at(day(2026, 1, 26), () => {
    const line = createOrder(world, "Production", city, pieces(24));
    for (const component of billOf(world, city, pieces(24)))
      take(world, line, component.item, component.quantity);
    work(world, line, bikeStep, pieces(12));
    world.at(day(2026, 1, 28), () => output(world, line, pieces(10)));
  });

  // Released: cable sets go out, come back and go out again one by one; rounding leaves a cent, once too much, once too little.
  [1000, 2000].forEach((cents, index) => {
    world.at(day(2026, 1, 6 + 2 * index), () => {
      addStock(world, { item: cable, location: PLANT }, pieces(3), unitCostOf(cents, pieces(3)));
      const line = createOrder(world, "Production", city, pieces(1));
      const used = take(world, line, cable, pieces(3));
      world.at(world.today + 1, () => {
        returnComponent(world, used, pieces(3));
        for (let piece = 0; piece < 3; piece++) take(world, line, cable, pieces(1));
      });
    });
  });

  // Finished, output still at expected cost: the adjustment has not been run since.
  world.at(day(2026, 1, 28), () => {
    const line = createOrder(world, "Production", city, pieces(2));
    line.held = faults;
    for (const component of billOf(world, city, pieces(2)))
      take(world, line, component.item, component.quantity);
    work(world, line, bikeStep, pieces(2));
    world.at(day(2026, 1, 29), () => output(world, line, pieces(2)));
    world.at(day(2026, 1, 30), () => {
      finish(world, line.order);
    });
  });

  world.at(day(2026, 1, 29), () => {
    createOrder(world, "Production", city, pieces(20), "Planned");
    createOrder(world, "Production", frame, pieces(24), "Firm Planned");
  });
}

/** The standard cost of cycle computers rises with the new year: stock is revalued, the rest follows. */
function planStandardChange(world: World): void {
  world.at(day(2026, 1, 2), () => {
    const item = world.item("A-70");
    const rise = unit("1.50");
    for (const [, lot] of item.state.lots) {
      for (const entry of lot.open) {
        if (entry.remaining > 0 && entry.invoiced === entry.quantity)
          revalue(world, entry, costOf(entry.remaining, rise));
      }
    }
    item.standardCost += rise;
    item.unitCost = item.standardCost;
    item.shares = { ...item.shares, material: item.standardCost };
  });
}

/** The last days: a sale whose setup has a gap, goods on the way, cost of the last day. */
function planLastDays(world: World): void {
  const lock = { item: world.item("A-30"), location: PLANT };
  world.at(day(2026, 1, 20), () => {
    addStock(world, lock, pieces(4), unit("21.35"));
    sellAtOnce(world, { ...lock, quantity: pieces(2), customer: customer(5) });
  });
  const chain = { item: world.item("1130"), location: PLANT };
  world.at(day(2026, 1, 29), () => {
    receive(world, {
      ...chain,
      quantity: pieces(50),
      unitCost: unit("4.55"),
      vendor: usualVendor(chain.item),
    });
  });
  world.at(day(2026, 1, 30), () => {
    const bike = { item: world.item("1010"), location: PLANT };
    if (world.ledger.available(bike.item, PLANT) < pieces(1))
      addStock(world, bike, pieces(1), bike.item.unitCost);
    shipOnly(world, { ...bike, quantity: pieces(1), customer: customer(4) });
  });
  world.at(LAST_DAY, () => {
    const entries = purchase(world, { ...chain, quantity: pieces(400), unitCost: unit("4.60") });
    for (const entry of entries) revalue(world, entry, -300);
  });
}

/** Faults on entries of their own; `core/simulate.ts` hands them to the posting run. */
function planFaults(world: World): void {
  for (const fault of PLANTED_FAULTS) {
    world.at(day(2026, 1, fault.dayOfMonth), () => {
      plant(world, fault);
    });
  }
}

function plant(world: World, fault: PlantedFault): void {
  const place = { fault, valueEntryNos: [] as number[], glEntryNos: [] as number[] };
  world.faultPlaces.push(place);
  if (fault.cause === "DIRECT_POSTING") {
    const cents = Math.round(Number(fault.inventoryAmount) * 100);
    const first = world.gl.post({
      date: world.today,
      documentNo: world.number("general"),
      description: "Count difference booked by hand",
      sourceCode: "GENJNL",
      lines: [
        {
          account: OTHER_ACCOUNTS.stockDifferences,
          amount: -cents,
          balAccount: "2130",
          dimensionSet: SET_ADMIN,
        },
        { account: "2130", amount: cents, dimensionSet: SET_ADMIN },
      ],
    });
    place.glEntryNos.push(first + 1);
    return;
  }
  const found = addStock(
    world,
    { item: world.item(fault.item), variant: fault.variant ?? "", location: fault.location },
    pieces(fault.pieces),
    unit(fault.unitCost),
  );
  for (const row of found.flatMap((entry) => entry.values)) {
    place.valueEntryNos.push(row + 1);
    switch (fault.cause) {
      case "POSTING_DATE_MISMATCH":
        world.postingFaults.set(row, { date: LAST_DAY + 1 });
        break;
      case "ACCOUNT_CHANGED":
        world.postingFaults.set(row, { inventoryAccount: FORMER_INVENTORY_ACCOUNT });
        break;
      case "POSTED_WITHOUT_GL_ENTRY":
        world.postingFaults.set(row, { withoutEntries: true });
        break;
      default:
        world.postingFaults.set(row, { offBy: Math.round(Number(fault.inventoryAmount) * 100) });
    }
  }
}

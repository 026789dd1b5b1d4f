/**
 * The worksheet functions over one reading of the ledgers: indexes are built when the first function asks for them, and
 * all calls of one recalculation are answered in one pass.
 */
import type { Ledgers } from "../ledgers/ledgers";
import { dayText, NO_DAY, type Day } from "../values/day";
import type { Filter } from "../values/filter";
import {
  errorAnswer,
  figureOf,
  invalidValue,
  notAvailable,
  type FigureAnswer,
  type FigureCall,
  type FigureCell,
  type FigureValue,
} from "./answers";
import {
  choiceArgument,
  codeArgument,
  dayArgument,
  entryArgument,
  filterArgument,
  isBlank,
  shown,
} from "./arguments";
import {
  basisChoices,
  componentChoices,
  directionChoices,
  methodChoices,
  shareChoices,
  tableChoices,
  wordsOf,
} from "./choices";
import { addSums } from "./entry-index";
import { GeneralLedgerFigures } from "./general-ledger";
import { InventoryFigures, sumText, type Measure } from "./inventory";
import { PROJECT_FIGURES, ProjectFigures } from "./projects";
import { ReportFigures } from "./report-figures";
import { traceRows } from "./trace-rows";

type Args = readonly unknown[];
type Value = FigureValue | FigureCell[][];
type Handler = (figures: Figures, args: Args, workDate: Day) => Value | Promise<Value>;

export interface FiguresOptions {
  /** 1462 for workbooks in the 1904 date system, else 0. */
  readonly epochOffset: number;
}

export class Figures {
  readonly #once = new Map<string, unknown>();
  readonly #filters = new Map<string, Filter | undefined>();
  readonly epochOffset: number;

  constructor(
    readonly ledgers: Ledgers,
    options: FiguresOptions = { epochOffset: 0 },
  ) {
    this.epochOffset = options.epochOffset;
  }

  /** Answers calls in their order. Only defects are thrown. */
  async evaluate(calls: readonly FigureCall[], workDate: Day): Promise<readonly FigureAnswer[]> {
    const answers: FigureAnswer[] = [];
    for (const call of calls) answers.push(await this.#answer(call, workDate));
    return answers;
  }

  async #answer(call: FigureCall, workDate: Day): Promise<FigureAnswer> {
    try {
      const handler = HANDLERS.get(call.function);
      if (!handler) throw invalidValue(`Tieout has no function ${call.function}.`);
      const answer = handler(this, call.args, workDate);
      const value = answer instanceof Promise ? await answer : answer;
      return Array.isArray(value) ? { values: value } : { value };
    } catch (error) {
      return errorAnswer(error);
    }
  }

  get inventory(): InventoryFigures {
    return this.#made("inventory", () => new InventoryFigures(this.ledgers));
  }

  get generalLedger(): GeneralLedgerFigures {
    return this.#made("generalLedger", () => new GeneralLedgerFigures(this.ledgers));
  }

  get projects(): ProjectFigures {
    return this.#made("projects", () => new ProjectFigures(this.ledgers));
  }

  get reports(): ReportFigures {
    return this.#made("reports", () => new ReportFigures(this.ledgers, this.epochOffset));
  }

  /** True for a number that the sheet Items has. */
  isItem(no: string): boolean {
    const items = this.#made("items", () => new Set(this.ledgers.table("Items").ids("No.")));
    const code = this.ledgers.codes.find(no);
    return code > 0 && items.has(code);
  }

  /** What failed once is not tried again for each of thousands of cells. */
  #made<Made>(name: string, make: () => Made): Made {
    const known = this.#once.get(name);
    if (known instanceof Failed) throw known.error;
    if (known !== undefined) return known as Made;
    try {
      const made = make();
      this.#once.set(name, made);
      return made;
    } catch (error) {
      this.#once.set(name, new Failed(error));
      throw error;
    }
  }

  day(value: unknown, name: string): Day {
    return dayArgument(value, name, this.epochOffset);
  }

  filter(value: unknown, name: string): Filter | undefined {
    const key = String(value);
    if (this.#filters.has(key)) return this.#filters.get(key);
    const filter = filterArgument(value, name);
    this.#filters.set(key, filter);
    return filter;
  }
}

class Failed {
  constructor(readonly error: unknown) {}
}

/** Value, quantity or posted cost of an item: (itemNo, [asOf], [location], [basis]). */
function inventoryFigure(measure: Measure): Handler {
  return (figures, [item, asOf, location, basis]) => {
    const sum = figures.inventory.sum(
      measure,
      codeArgument(item, "The item number"),
      figures.day(asOf, "The date"),
      figures.filter(location, "The location"),
      choiceArgument(basis, "The basis", wordsOf(basisChoices)),
    );
    return figureOf(sumText(sum));
  };
}

/** A function of one key for a block of keys: one answer per key, blank for blank cells, an error in its own place. */
function perKey(name: string, one: Handler): Handler {
  return async (figures, [keys, ...rest], workDate) => {
    const answers: FigureCell[][] = [];
    for (const line of matrixArgument(keys, name)) {
      const cells: FigureCell[] = [];
      for (const key of line)
        cells.push(isBlank(key) ? "" : await answerOf(one, figures, [key, ...rest], workDate));
      answers.push(cells);
    }
    return answers;
  };
}

async function answerOf(one: Handler, figures: Figures, args: Args, workDate: Day): Promise<FigureCell> {
  try {
    return (await one(figures, args, workDate)) as FigureValue;
  } catch (error) {
    return errorAnswer(error);
  }
}

const unpostedCost: Handler = (figures, [item, asOf]) => {
  const code = codeArgument(item, "The item number");
  const day = figures.day(asOf, "The date");
  const posted = figures.inventory.sum("posted", code, day, undefined, "Actual");
  const value = figures.inventory.sum("value", code, day, undefined, "Actual");
  return figureOf(sumText(addSums(value, { value: -posted.value, scale: posted.scale })));
};

const unitCost: Handler = (figures, [item, asOf, location]) =>
  figureOf(
    figures.inventory.unitCost(
      codeArgument(item, "The item number"),
      figures.day(asOf, "The date"),
      figures.filter(location, "The location"),
    ),
  );

const glBalance: Handler = (figures, [account, asOf]) =>
  figureOf(
    sumText(
      figures.generalLedger.balance(
        codeArgument(account, "The account number"),
        figures.day(asOf, "The date"),
      ),
    ),
  );

const projectWip: Handler = (figures, [project, asOf, figure]) =>
  figureOf(
    sumText(
      figures.projects.wip(
        codeArgument(project, "The project number"),
        figures.day(asOf, "The date"),
        choiceArgument(figure, "The figure", PROJECT_FIGURES),
      ),
    ),
  );

/** Parameters of a period as reports take them; an open end is the end of time, not the work date. */
function period(figures: Figures, start: unknown, end: unknown): Record<string, string> {
  const from = figures.day(start, "The starting date");
  const until = figures.day(end, "The ending date");
  return {
    ...(from === NO_DAY ? {} : { startDate: dayText(from) }),
    endDate: until === NO_DAY ? "9999-12-31" : dayText(until),
  };
}

const wipValue: Handler = async (figures, [order, asOf], workDate) => {
  const no = codeArgument(order, "The order number");
  const result = await figures.reports.result(
    "inventory-valuation-wip",
    period(figures, null, asOf),
    workDate,
  );
  const row = figures.reports.find(result, "rows", "no", no);
  if (row) return figureOf(String(row.endingWip));
  const orders = figures.ledgers.table("Production Orders");
  const code = figures.ledgers.codes.find(no);
  // Orders without WIP and movement are left out of the report: their WIP is 0.
  if (code > 0 && orders.ids("No.").includes(code)) return 0;
  throw notAvailable(`Order ${no} is not in Production Orders. Refresh Tieout or check the number.`);
};

/** Component of COSTSHARE → field of the report. */
const COMPONENTS: ReadonlyMap<string, string> = new Map(
  componentChoices.map(({ word, field }) => [word, field]),
);

const costShare: Handler = async (figures, [item, component, start, end, share], workDate) => {
  const no = codeArgument(item, "The item number");
  const word = choiceArgument(component, "The component", [...COMPONENTS.keys()]);
  const printCostShare = choiceArgument(share, "The cost share", wordsOf(shareChoices));
  const result = await figures.reports.result(
    "cost-shares-breakdown",
    { ...period(figures, start, end), printCostShare, includeAverageItems: true },
    workDate,
  );
  const row = figures.reports.find(result, "groups", "no", no);
  if (row) return figureOf(String(row[COMPONENTS.get(word) ?? "total"]));
  // The item must be known; without entries of the kind its share is 0.
  // Items without entries, or without value, are left out of the report: their value is 0.
  if (figures.isItem(no)) return 0;
  throw notAvailable(`Item ${no} is not in Items. Refresh Tieout or check the number.`);
};

/** The three inventory accounts of the reconciliation: their difference stands in the row "difference". */
const ACCOUNT_COLUMNS: ReadonlyMap<string, string> = new Map([
  ["inventory", "inventory"],
  ["inventory (interim)", "inventoryInterim"],
  ["wip inventory", "wipInventory"],
]);

const reconciliationDifference: Handler = async (figures, [row, start, end], workDate) => {
  const from = figures.day(start, "The starting date");
  const until = figures.day(end, "The ending date");
  const result = await figures.reports.result(
    "inventory-gl-reconciliation",
    {
      ...(from === NO_DAY ? {} : { startDate: dayText(from) }),
      ...(until === NO_DAY ? {} : { endDate: dayText(until) }),
      explain: false,
    },
    workDate,
  );
  const wanted = isBlank(row) ? "inventory" : String(row).trim().toLowerCase();
  const lines = (result.lines ?? []) as readonly Readonly<Record<string, string>>[];
  const column = ACCOUNT_COLUMNS.get(wanted);
  const line = column
    ? lines.find((candidate) => candidate.row === "difference")
    : lines.find(
        (candidate) => candidate.row?.toLowerCase() === wanted || candidate.name?.toLowerCase() === wanted,
      );
  const amount = line?.[column ?? "difference"];
  if (amount === undefined || amount === "") {
    throw invalidValue(`The reconciliation has no difference in a row ${shown(row)}.`);
  }
  return figureOf(amount);
};

const METHODS = wordsOf(methodChoices);

const shadowValue: Handler = async (figures, [item, method, asOf], workDate) => {
  const no = codeArgument(item, "The item number");
  const until = figures.day(asOf, "The date");
  if (isBlank(method)) throw invalidValue(`The method is empty. Use ${METHODS.join(", ")}.`);
  const result = await figures.reports.result(
    "shadow-costing",
    {
      method: choiceArgument(method, "The method", METHODS),
      ...(until === NO_DAY ? {} : { endDate: dayText(until) }),
    },
    workDate,
  );
  const row = figures.reports.find(result, "items", "itemNo", no);
  if (row) return figureOf((row.shadow as Readonly<Record<string, string>>).inventoryValue ?? "0");
  // Items without entries, or without value, are left out of the report: their value is 0.
  if (figures.isItem(no)) return 0;
  throw notAvailable(`Item ${no} is not in Items. Refresh Tieout or check the number.`);
};

const trace: Handler = async (figures, [entry, direction, table], workDate) => {
  const start = {
    table: choiceArgument(table, "The table", wordsOf(tableChoices)),
    entryNo: entryArgument(entry, "The entry number"),
  };
  const costFlowDirection = choiceArgument(
    direction,
    "The direction",
    wordsOf(directionChoices),
  ).toLowerCase();
  return traceRows(await figures.reports.result("trace", { start, costFlowDirection }, workDate));
};

const report: Handler = (figures, [id, given], workDate) => {
  if (isBlank(id) || typeof id !== "string")
    throw invalidValue("The report is empty. Give an id like inventory-valuation.");
  return figures.reports.table(
    id.trim().toLowerCase(),
    Array.isArray(given) ? (given as unknown[]) : [],
    workDate,
  );
};

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["INVENTORYVALUE", inventoryFigure("value")],
  ["INVENTORYQUANTITY", inventoryFigure("quantity")],
  ["COSTPOSTED", inventoryFigure("posted")],
  ["UNPOSTEDCOST", unpostedCost],
  ["UNITCOST", unitCost],
  ["GLBALANCE", glBalance],
  ["WIPVALUE", wipValue],
  ["INVENTORYVALUES", perKey("The items", inventoryFigure("value"))],
  ["INVENTORYQUANTITIES", perKey("The items", inventoryFigure("quantity"))],
  ["UNPOSTEDCOSTS", perKey("The items", unpostedCost)],
  ["UNITCOSTS", perKey("The items", unitCost)],
  ["GLBALANCES", perKey("The accounts", glBalance)],
  ["WIPVALUES", perKey("The orders", wipValue)],
  ["COSTSHARE", costShare],
  ["RECONCILIATIONDIFFERENCE", reconciliationDifference],
  ["PROJECTWIP", projectWip],
  ["SHADOWVALUE", shadowValue],
  ["TRACE", trace],
  ["REPORT", report],
]);

/** Ids of the functions that need the ledgers. */
export const figureIds: readonly string[] = [...HANDLERS.keys()];

function matrixArgument(value: unknown, name: string): readonly (readonly unknown[])[] {
  if (Array.isArray(value) && value.every(Array.isArray)) return value as unknown[][];
  if (isBlank(value)) throw invalidValue(`${name} are empty. Give a column of numbers.`);
  return [[value]];
}

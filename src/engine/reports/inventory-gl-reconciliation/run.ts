/** Inventory - G/L Reconciliation: ledgers and parameters → result. */
import "./messages";
import type { Ledgers } from "../../ledgers/ledgers";
import { messageText } from "../../messages";
import {
  ACCOUNT_TYPE_COUNT,
  accountType,
  accountTypeOf,
  type AccountType,
} from "../../posting/account-types";
import { PostingEntries } from "../../posting/entries";
import { glColumns, linkEntries, noLinks, relatedGLRows, type GLColumns } from "../../posting/links";
import { indexRelations } from "../../posting/relations";
import {
  includesNonInventory,
  postCostSourceCode,
  PostingSetup,
  postsExpectedCost,
} from "../../posting/setup";
import type { ReportResult, RunContext, RunOutcome } from "../../report";
import { compareCodes } from "../../values/codes";
import { decimalText, ExactSums } from "../../values/decimal";
import { explainDifferences, type CauseInput, type PartSink } from "./causes";
import { coverageOf, type Coverage } from "./coverage";
import { ItemCollector, type ProofLine, type ReconcilingItem } from "./items";
import { buildMatrix, countedRows, type Matrix } from "./matrix";
import { placesOfItems, type ItemPlaces } from "./places";
import { formulaProjection, postingProjection, type Projection } from "./projection";
import { CELL_OF_TYPE, cellOf, COLUMNS, INVENTORY_COLUMNS, ROWS, TYPE_OF_COLUMN, typesInOrder } from "./rows";
import { hidesGL, inventoryItems, valueEntriesInScope, withinDates, type ScopeParameters } from "./scope";
import {
  generalWarning,
  WARNING_TEXTS,
  warningOfType,
  type WarningCode,
  type WarningInput,
} from "./warnings";

export interface Parameters extends ScopeParameters {
  readonly showWarning: boolean;
  readonly basis: "bc" | "posting";
  readonly explain: boolean;
}

export interface Line {
  readonly row: string;
  readonly name: string;
  readonly inventory: string;
  readonly inventoryInterim: string;
  readonly wipInventory: string;
  readonly total: string;
  readonly glTotal: string;
  readonly difference: string;
  readonly warning: string;
}

export interface GLAccountAmount {
  readonly accountType: string;
  readonly glAccountNo: string;
  readonly amount: string;
}

export interface ItemTotals {
  readonly itemNo: string;
  readonly inventory: string;
  readonly inventoryInterim: string;
  readonly wipInventory: string;
}

export interface Warning {
  readonly code: WarningCode;
  readonly text: string;
  readonly message: string;
}

export interface Result extends ReportResult {
  readonly report: "inventory-gl-reconciliation";
  readonly basis: "bc" | "posting";
  readonly lines: readonly Line[];
  readonly glAccounts: readonly GLAccountAmount[];
  readonly items: readonly ItemTotals[];
  readonly warnings: readonly Warning[];
  readonly reconcilingItems?: readonly (ReconcilingItem & ItemPlaces)[];
  readonly proof?: readonly ProofLine[];
  /** Which entries the proof covers, to be compared with a later one. */
  readonly coverage?: Coverage;
  /** False where causes can only be named in part. */
  readonly relationPresent: boolean;
}

/** Everything that run and drill-down both work on. */
export interface Prepared {
  readonly entries: PostingEntries;
  readonly setup: PostingSetup;
  readonly gl: GLColumns;
  readonly scope: Uint8Array;
  readonly glInDates: Uint8Array;
  readonly itemIsInventory: Uint8Array;
  readonly projection: Projection;
  readonly counted: Uint8Array;
  readonly includeNonInventory: boolean;
}

/** Columns, setup and scope of a run. Throws Refusal. */
export function prepare(ledgers: Ledgers, parameters: Parameters): Prepared {
  const includeNonInventory = includesNonInventory(ledgers);
  const setup = new PostingSetup(ledgers, { includeNonInventory });
  const entries = new PostingEntries(ledgers, setup, {
    includeNonInventory,
    lenient: !parameters.explain || hidesGL(parameters),
    scale: ledgers.table("G/L Entries").decimals("Amount").scale,
  });
  const scope = valueEntriesInScope(ledgers, parameters);
  const itemIsInventory = inventoryItems(ledgers);
  const projection =
    parameters.basis === "bc"
      ? formulaProjection(includeNonInventory)
      : postingProjection(includeNonInventory);
  const gl = glColumns(ledgers, entries.scale);
  return {
    entries,
    setup,
    gl,
    scope,
    glInDates: withinDates(gl.dates, parameters.startDate, parameters.endDate),
    itemIsInventory,
    projection,
    counted: countedRows(projection, entries, scope, itemIsInventory),
    includeNonInventory,
  };
}

export function run(ledgers: Ledgers, parameters: Parameters, context: RunContext): RunOutcome<Result> {
  const prepared = prepare(ledgers, parameters);
  const { entries, setup, gl } = prepared;
  for (const remark of setup.sharedAccountNotes()) context.note(remark);
  const matrix = buildMatrix(ledgers, entries, prepared.projection, prepared.counted, context);
  const head = { report: "inventory-gl-reconciliation" as const, basis: parameters.basis };
  const items = itemTotals(ledgers, matrix, entries.scale);
  const relationPresent = ledgers.table("G/L - Item Ledger Relation").present;
  if (hidesGL(parameters)) {
    const shown = linesWithoutGL(matrix, parameters.basis);
    return { result: { ...head, lines: shown, glAccounts: [], items, warnings: [], relationPresent } };
  }
  const accounts = accountSums(prepared);
  const differences = differencesOf(parameters.basis, matrix, accounts, entries.scale);
  const warnings = warningsOf(ledgers, parameters, prepared, differences);
  const result: Result = {
    ...head,
    lines: lines(matrix, accounts, differences, warnings, parameters),
    glAccounts: glAccountAmounts(ledgers, setup, accounts, entries.scale),
    items,
    warnings: shownWarnings(warnings),
    relationPresent,
  };
  if (!parameters.explain) return { result };
  const collector = new ItemCollector(entries.scale);
  explain(ledgers, parameters, prepared, collector);
  const { items: causes, proof } = collector.finish(
    parameters.basis,
    differences,
    entries.numbers,
    gl.numbers,
  );
  return {
    result: {
      ...result,
      reconcilingItems: placesOfItems(ledgers, causes),
      proof,
      coverage: coverageOf(parameters, prepared),
    },
  };
}

/** Hands the parts of all differences to a sink. */
export function explain(ledgers: Ledgers, parameters: Parameters, prepared: Prepared, sink: PartSink): void {
  const { entries, setup, gl, includeNonInventory } = prepared;
  const relations = indexRelations(ledgers);
  const links = relations.present
    ? linkEntries(entries, setup, gl, relations, relatedGLRows(gl, relations))
    : noLinks(entries, gl);
  const input: CauseInput = {
    entries,
    gl,
    setup,
    relations,
    links,
    entryInDates: prepared.scope,
    glInDates: prepared.glInDates,
    sourceCodes: ledgers.table("G/L Entries").ids("Source Code"),
    postCostSource: ledgers.codes.find(postCostSourceCode(ledgers)),
    ...(parameters.basis === "bc"
      ? {
          formulas: {
            page: prepared.projection,
            table: postingProjection(includeNonInventory),
            counted: prepared.counted,
          },
        }
      : {}),
  };
  explainDifferences(input, sink);
}

/** G/L amount per account number (code number). */
interface AccountSums {
  readonly byAccount: ExactSums;
  readonly setup: PostingSetup;
}

function accountSums({ entries, gl, glInDates, setup }: Prepared): AccountSums {
  const byAccount = new ExactSums(setup.typesOfAccount.length, entries.scale);
  for (let row = 0; row < gl.rows; row += 1) {
    if (glInDates[row] === 1) byAccount.add(gl.accounts[row] as number, gl.amounts, row);
  }
  return { byAccount, setup };
}

function glAmountOf(type: AccountType, accounts: AccountSums): bigint {
  return accounts.setup
    .accountsOf(type)
    .reduce((sum, account) => sum + accounts.byAccount.scaled(account), 0n);
}

function differencesOf(
  basis: "bc" | "posting",
  matrix: Matrix,
  accounts: AccountSums,
  scale: number,
): ReadonlyMap<AccountType, bigint> {
  if (matrix.cells.scale !== scale) throw new RangeError("cells and accounts have different scales");
  return new Map(
    typesInOrder(basis).map((type) => [
      type,
      glAmountOf(type, accounts) - matrix.cells.scaled(CELL_OF_TYPE[type] as number),
    ]),
  );
}

function warningsOf(
  ledgers: Ledgers,
  parameters: Parameters,
  prepared: Prepared,
  differences: ReadonlyMap<AccountType, bigint>,
): ReadonlyMap<AccountType, WarningCode> {
  const warnings = new Map<AccountType, WarningCode>();
  if (!parameters.showWarning) return warnings;
  const input: WarningInput = {
    ...prepared,
    ledgers,
    parameters,
    postsExpectedCost: postsExpectedCost(ledgers),
  };
  let general: WarningCode | undefined;
  for (const [type, difference] of differences) {
    if (difference === 0n) continue;
    general ??= generalWarning(input);
    warnings.set(type, warningOfType(type, input, general));
  }
  return warnings;
}

function shownWarnings(warnings: ReadonlyMap<AccountType, WarningCode>): readonly Warning[] {
  const shown = new Set(warnings.values());
  return (Object.keys(WARNING_TEXTS) as WarningCode[])
    .filter((code) => shown.has(code))
    .map((code) => ({
      code,
      text: WARNING_TEXTS[code],
      message: messageText(code, {}, "inventory-gl-reconciliation"),
    }));
}

const EMPTY_LINE = {
  inventory: "",
  inventoryInterim: "",
  wipInventory: "",
  total: "",
  glTotal: "",
  difference: "",
  warning: "",
};

function figures(row: (typeof ROWS)[number], matrix: Matrix, basis: "bc" | "posting"): Line {
  const line: Record<string, string> = {};
  for (const column of COLUMNS) {
    const cell = cellOf(row.row, column);
    const applies = row.fills.includes(column) || (basis === "posting" && !matrix.cells.isZero(cell));
    line[column] = applies ? matrix.cells.text(cell) : "";
  }
  return { ...EMPTY_LINE, ...line, row: row.row, name: row.name };
}

function rowsOf(basis: "bc" | "posting"): readonly (typeof ROWS)[number][] {
  return ROWS.filter((row) => (row.onlyBasis ?? basis) === basis);
}

function linesWithoutGL(matrix: Matrix, basis: "bc" | "posting"): readonly Line[] {
  return rowsOf(basis).map((row) => figures(row, matrix, basis));
}

function lines(
  matrix: Matrix,
  accounts: AccountSums,
  differences: ReadonlyMap<AccountType, bigint>,
  warnings: ReadonlyMap<AccountType, WarningCode>,
  parameters: Parameters,
): readonly Line[] {
  const { scale } = matrix.cells;
  const text = (value: bigint): string => decimalText(value, scale);
  const warning = (type: AccountType): string => {
    const code = warnings.get(type);
    return code ? WARNING_TEXTS[code] : "";
  };
  const rows = rowsOf(parameters.basis).map((row): Line => {
    const line = figures(row, matrix, parameters.basis);
    if (!row.accountType) return line;
    const type = accountType(row.accountType);
    return {
      ...line,
      glTotal: text(glAmountOf(type, accounts)),
      difference: text(differences.get(type) ?? 0n),
      warning: warning(type),
    };
  });
  const byColumn = (row: string, name: string, value: (type: AccountType) => string): Line => {
    const values = INVENTORY_COLUMNS.map((column) => [column, value(TYPE_OF_COLUMN[column])] as const);
    return { ...EMPTY_LINE, ...Object.fromEntries(values), row, name };
  };
  return [
    ...rows,
    byColumn("glTotal", "G/L Total", (type) => text(glAmountOf(type, accounts))),
    byColumn("difference", "Difference", (type) => text(differences.get(type) ?? 0n)),
    ...(parameters.showWarning ? [byColumn("warning", "Warning", warning)] : []),
  ];
}

function glAccountAmounts(
  ledgers: Ledgers,
  setup: PostingSetup,
  accounts: AccountSums,
  scale: number,
): readonly GLAccountAmount[] {
  const list: GLAccountAmount[] = [];
  for (let type = 1; type < ACCOUNT_TYPE_COUNT; type += 1) {
    for (const account of setup.accountsOf(type)) {
      const amount = accounts.byAccount.scaled(account);
      if (amount === 0n) continue;
      list.push({
        accountType: accountTypeOf(type).name,
        glAccountNo: ledgers.codes.text(account),
        amount: decimalText(amount, scale),
      });
    }
  }
  return list;
}

function itemTotals(ledgers: Ledgers, matrix: Matrix, scale: number): readonly ItemTotals[] {
  const text = (slot: number, column: number): string =>
    decimalText(matrix.itemSums.scaled(slot * INVENTORY_COLUMNS.length + column), scale);
  return matrix.items
    .map((item, slot) => ({
      itemNo: ledgers.codes.text(item),
      inventory: text(slot, 0),
      inventoryInterim: text(slot, 1),
      wipInventory: text(slot, 2),
    }))
    .sort((a, b) => compareCodes(a.itemNo, b.itemNo));
}

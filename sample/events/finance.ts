/** Everything in the general ledger that is not inventory: opening balances, payroll, rent, payments, depreciation. */
import { OTHER_ACCOUNTS, SET_ADMIN, SET_PRODUCTION } from "../company";
import { monthIndex } from "../core/calendar";
import type { World } from "../core/world";

/** Balance sheet before the first day; stock itself comes with the opening entries of the inventory ledger. */
export function openBooks(world: World, scale: number): void {
  const opening: readonly [string, number][] = [
    [OTHER_ACCOUNTS.equipment, 48_450_000],
    [OTHER_ACCOUNTS.accumulatedDepreciation, -16_120_000],
    [OTHER_ACCOUNTS.receivables, 14_236_718],
    [OTHER_ACCOUNTS.bank, 29_104_255],
    [OTHER_ACCOUNTS.vendors, -9_687_042],
    [OTHER_ACCOUNTS.payrollLiability, -3_645_000],
  ];
  const equity = opening.reduce((sum, [, amount]) => sum + amount, 0);
  world.gl.post({
    date: world.today - 1,
    documentNo: "OPENING",
    description: "Opening balance",
    sourceCode: "GENJNL",
    lines: [
      ...opening.map(([account, amount]) => ({ account, amount: amount * scale })),
      { account: OTHER_ACCOUNTS.equity, amount: -equity * scale },
    ],
  });
}

interface MonthlyDocument {
  description: string;
  dimensionSet: number;
  lines: readonly [account: string, cents: number][];
}

const MONTHLY: readonly MonthlyDocument[] = [
  {
    description: "Payroll, production",
    dimensionSet: SET_PRODUCTION,
    lines: [
      [OTHER_ACCOUNTS.wages, 2_592_750],
      [OTHER_ACCOUNTS.payrollLiability, -777_825],
      [OTHER_ACCOUNTS.bank, -1_814_925],
    ],
  },
  {
    description: "Payroll, office",
    dimensionSet: SET_ADMIN,
    lines: [
      [OTHER_ACCOUNTS.salaries, 1_838_400],
      [OTHER_ACCOUNTS.payrollLiability, -643_440],
      [OTHER_ACCOUNTS.bank, -1_194_960],
    ],
  },
  {
    description: "Rent",
    dimensionSet: SET_ADMIN,
    lines: [
      [OTHER_ACCOUNTS.rent, 825_000],
      [OTHER_ACCOUNTS.bank, -825_000],
    ],
  },
  {
    description: "Energy",
    dimensionSet: SET_ADMIN,
    lines: [
      [OTHER_ACCOUNTS.energy, 265_311],
      [OTHER_ACCOUNTS.vendors, -265_311],
    ],
  },
  {
    description: "Depreciation",
    dimensionSet: SET_ADMIN,
    lines: [
      [OTHER_ACCOUNTS.depreciation, 307_500],
      [OTHER_ACCOUNTS.accumulatedDepreciation, -307_500],
    ],
  },
  {
    description: "Payroll liabilities paid",
    dimensionSet: SET_ADMIN,
    lines: [
      [OTHER_ACCOUNTS.payrollLiability, 1_421_265],
      [OTHER_ACCOUNTS.bank, -1_421_265],
    ],
  },
];

/** Posts the documents that come every month. */
export function closeMonth(world: World, scale: number): void {
  for (const { description, dimensionSet, lines } of MONTHLY) {
    world.gl.post({
      date: world.today,
      documentNo: world.number("general"),
      description: `${description} ${(monthIndex(world.today) % 12) + 1}`,
      sourceCode: "GENJNL",
      lines: lines.map(([account, cents]) => ({ account, amount: cents * scale, dimensionSet })),
    });
  }
}

/** Customers pay and vendors are paid what came up in the month before. */
export function settlePayments(world: World): void {
  const { columns } = world.gl;
  let receivable = 0;
  let payable = 0;
  for (let row = world.settledThrough; row < world.openedThrough; row++) {
    if (columns.documentType.get(row) === "Payment") continue;
    if (columns.account.get(row) === OTHER_ACCOUNTS.receivables) receivable += columns.amount.get(row);
    if (columns.account.get(row) === OTHER_ACCOUNTS.vendors) payable += columns.amount.get(row);
  }
  pay(world, "Payments from customers", OTHER_ACCOUNTS.receivables, receivable);
  pay(world, "Payments to vendors", OTHER_ACCOUNTS.vendors, payable);
  world.settledThrough = world.openedThrough;
  world.openedThrough = world.gl.count;
}

function pay(world: World, description: string, account: string, open: number): void {
  if (open === 0) return;
  world.gl.post({
    date: world.today,
    documentType: "Payment",
    documentNo: world.number("general"),
    description,
    sourceCode: "CASHRECJNL",
    lines: [
      { account, amount: -open, balAccount: OTHER_ACCOUNTS.bank, dimensionSet: SET_ADMIN },
      { account: OTHER_ACCOUNTS.bank, amount: open, dimensionSet: SET_ADMIN },
    ],
  });
}

/** Judges a run: what a result and a refusal must look like whatever the workbook holds. */
import { messageCodes } from "../../src/engine/messages";
import { tableNames } from "../../src/engine/ledgers/names";
import { ledgerTables } from "../../src/engine/ledgers/tables";
import type { Expected } from "./mutations";

const TABLES = new Set(ledgerTables.flatMap(tableNames));
/** What JavaScript makes of a value that should not have become a text. */
const ACCIDENT = /\bNaN\b|\bundefined\b|\[object |\bInfinity\b/;
/** Texts and places that differ by kind of file and by the order of rows. */
const OUTSIDE_THE_RESULT = new Set(["notes", "cells", "message"]);

/** The one list that by its specification follows the rows of a sheet: accounts as the posting setup names them. */
const IN_ORDER_OF_ROWS = "glAccounts";

/** The result without what does not count when two runs are compared. */
export function comparable(result: unknown): string {
  return JSON.stringify(result, (key, value: unknown) => {
    if (OUTSIDE_THE_RESULT.has(key)) return undefined;
    if (key === IN_ORDER_OF_ROWS && Array.isArray(value))
      return (value as unknown[]).map((one) => JSON.stringify(one)).sort();
    return value;
  });
}

/** What is wrong with a result under what was expected of it; empty when it is right. `given` is the workbook as JSON. */
export function faultsOf(
  result: Readonly<Record<string, unknown>>,
  expected: Expected,
  clean: string,
  given: string,
): readonly string[] {
  const faults = [...accidents(result, given)];
  const error = result.error as (Readonly<Record<string, unknown>> & { code?: unknown }) | undefined;
  if (error) faults.push(...refusalFaults(error));
  if (expected.kind === "equal" && comparable(result) !== clean)
    faults.push(`the result differs: ${difference(clean, comparable(result))}`);
  if (expected.kind === "refused") {
    if (!error) faults.push(`expected ${expected.codes.join(" or ")}, but the run was not refused`);
    else faults.push(...wrongRefusal(error, expected));
  }
  return faults;
}

function wrongRefusal(
  error: Readonly<Record<string, unknown>>,
  expected: Extract<Expected, { kind: "refused" }>,
): string[] {
  const faults: string[] = [];
  if (!expected.codes.includes(String(error.code)))
    faults.push(`expected ${expected.codes.join(" or ")}, got ${JSON.stringify(error)}`);
  for (const [name, value] of Object.entries(expected.details))
    if (error[name] !== value) faults.push(`expected ${name} ${String(value)}, got ${JSON.stringify(error)}`);
  const cells = error.cells as readonly string[] | undefined;
  if (expected.row !== undefined && cells?.includes(`row ${expected.row}`) !== true)
    faults.push(`expected row ${expected.row}, got ${JSON.stringify(cells)}`);
  return faults;
}

function refusalFaults(error: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  const { code, message, table } = error;
  if (
    typeof code !== "string" ||
    !messageCodes().some((known) => known === code || known.endsWith(`/${code}`))
  )
    faults.push(`the code ${String(code)} is not in the catalogue`);
  if (typeof message !== "string" || message.length < 10 || message === code)
    faults.push(`a refusal without words: ${JSON.stringify(error)}`);
  if (typeof table === "string" && code !== "BAD_WORKBOOK" && !TABLES.has(table))
    faults.push(`no table is called ${table}`);
  return faults;
}

/** Numbers that are none, and texts made of values by accident. */
function accidents(value: unknown, given: string, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${String(value)}`];
  if (typeof value === "string") {
    const found = ACCIDENT.exec(value)?.[0];
    return found !== undefined && !given.includes(found) ? [`${path} holds “${value.slice(0, 120)}”`] : [];
  }
  if (value === undefined) return [`${path} is undefined`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => accidents(one, given, `${path}.${key}`));
}

/** The texts around the first difference. */
function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `…${a.slice(from, at + 60)}… and …${b.slice(from, at + 60)}…`;
}

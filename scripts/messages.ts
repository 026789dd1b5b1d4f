/**
 * Writes docs/messages.md from the catalogue: every code with its text and the smallest example that provokes it, whose
 * message is taken anew. `--examples` looks for the examples anew (among the cases and their mutations) and makes them as
 * small as they get.
 *
 *   node scripts/run-ts.mjs scripts/messages.ts [--examples]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Random } from "../sample/core/random";
import { loadReport, reportCards } from "../src/engine/catalogue";
import { optionLists } from "../src/engine/ledgers/options";
import { casesOf, reportsWithCases } from "../test/support/cases";
import { CHANGES, FAULTS } from "../test/fuzz/mutations";
import { type Subject, subjectOf } from "../test/fuzz/subject";
import { messagesPage } from "../test/messages/page";
import { type Example, messagesOf } from "../test/messages/provoke";

const EXAMPLES = "test/messages/examples.json";
/** Mutations that are tried per case; more find no further code. */
const TRIES = 300;

type Rows = Readonly<Record<string, unknown>>[];
type Workbook = Readonly<Record<string, Rows>>;

async function findExamples(): Promise<readonly Example[]> {
  const found = new Map<string, Example>();
  const look = async (
    report: string,
    workbook: unknown,
    parameters: Example["parameters"],
  ): Promise<void> => {
    for (const [code, message] of await messagesOf(report, workbook, parameters)) {
      if (!found.has(code)) found.set(code, { code, report, parameters, workbook, message });
    }
  };
  for (const id of reportsWithCases()) {
    for (const example of casesOf(id)) {
      await look(id, example.workbook, example.parameters);
      const { error, errors } = example.expected as { error?: unknown; errors?: readonly unknown[] };
      if (error || (errors && errors.length > 0)) continue;
      for (const parameters of otherParameters(example.parameters))
        await look(id, example.workbook, parameters);
      const subject = await subjectOf(example);
      for (const workbook of wholeColumns(subject)) await look(id, workbook, example.parameters);
      for (let seed = 0; seed < TRIES; seed += 1) {
        const random = new Random(seed);
        const mutation = random.pick([...FAULTS, ...CHANGES])(subject, random);
        if (mutation) await look(id, mutation.workbook, mutation.parameters ?? example.parameters);
      }
    }
  }
  const small: Example[] = [];
  for (const example of found.values()) small.push(await smallest(example));
  return small.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The kept examples with the messages that they give now; throws for an example that no longer provokes its code. */
async function examplesAnew(): Promise<readonly Example[]> {
  const kept = JSON.parse(readFileSync(EXAMPLES, "utf8")) as readonly Example[];
  const anew: Example[] = [];
  for (const example of kept) {
    const message = (await messagesOf(example.report, example.workbook, example.parameters)).get(
      example.code,
    );
    if (message === undefined)
      throw new Error(`${example.report}: the example of ${example.code} gives no such code`);
    anew.push({ ...example, message });
  }
  return anew;
}

/** Parameters that reports answer with findings of their own. */
function otherParameters(given: Example["parameters"]): readonly Example["parameters"][] {
  const variants: Example["parameters"][] = [
    { startDate: "2026-02-01", endDate: "2026-01-01" },
    { explain: true },
    { basis: "asOf", asOfDate: "2026-12-31", explain: true },
    { basis: "current", explain: true },
    { onJobError: "skip" },
    { onBlockingError: "stop" },
    { postingMethod: "Per Posting Group", documentNo: "" },
    { postingMethod: "Per Entry", documentNo: "X" },
    { includeExpectedCost: false },
    { includeAverageItems: false },
    { reversalPostingDate: "2020-01-01" },
    { method: "Average" },
    { method: "Standard" },
  ];
  const fewer = Object.keys(given).map((name) =>
    Object.fromEntries(Object.entries(given).filter(([key]) => key !== name)),
  );
  return [...variants.map((variant) => ({ ...given, ...variant })), ...fewer];
}

/** The workbook with one column changed in every row, or in the first. */
function* wholeColumns(subject: Subject): Iterable<Workbook> {
  for (const { name, fields, rows } of subject.sheets) {
    for (const { header, column } of fields) {
      const values: readonly unknown[] =
        column.type === "boolean"
          ? [true, false]
          : column.type === "option" && column.option
            ? [...optionLists[column.option], "Nonsense"]
            : column.type === "date"
              ? ["2020-01-01", "2026-12-31", ""]
              : column.type === "code"
                ? ["", "001"]
                : column.type === "integer"
                  ? []
                  : ["0", "-1000", "1000", "0.01"];
      for (const value of values) {
        for (const all of [true, false]) {
          const changed = rows.map((row, at) => (all || at === 0 ? { ...row, [header]: value } : row));
          yield { ...(subject.example.workbook as Workbook), [name]: changed };
        }
      }
    }
    for (const { header } of fields.filter(({ column }) => column.type === "code" && rows.length > 1)) {
      const zeros = rows.map((row, at) => (at < 2 ? { ...row, [header]: at === 0 ? "001" : "1" } : row));
      yield { ...(subject.example.workbook as Workbook), [name]: zeros };
    }
    for (const { header } of fields) {
      const narrower = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([key]) => key !== header)),
      );
      yield { ...(subject.example.workbook as Workbook), [name]: narrower };
    }
    yield Object.fromEntries(
      Object.entries(subject.example.workbook as Workbook).filter(([key]) => key !== name),
    );
  }
}

/** Leaves out sheets, rows, fields and parameters as long as the code is still provoked. */
async function smallest(example: Example): Promise<Example> {
  let best = example;
  const without = async (candidate: Example): Promise<boolean> => {
    const message = (await messagesOf(candidate.report, candidate.workbook, candidate.parameters)).get(
      candidate.code,
    );
    if (message === undefined) return false;
    best = { ...candidate, message };
    return true;
  };
  for (let before = ""; before !== JSON.stringify(best);) {
    before = JSON.stringify(best);
    for (const workbook of smallerWorkbooks(best.workbook)) await without({ ...best, workbook: workbook() });
    for (const name of Object.keys(best.parameters)) {
      const parameters = Object.fromEntries(Object.entries(best.parameters).filter(([key]) => key !== name));
      await without({ ...best, parameters });
    }
  }
  return best;

  function* smallerWorkbooks(start: unknown): Iterable<() => unknown> {
    if (typeof start !== "object" || start === null) return;
    const now = (): Workbook => best.workbook as Workbook;
    for (const name of Object.keys(start)) {
      yield () => Object.fromEntries(Object.entries(now()).filter(([key]) => key !== name));
      const rows = now()[name];
      if (!Array.isArray(rows)) continue;
      for (let at = rows.length - 1; at >= 0; at -= 1)
        yield () => ({ ...now(), [name]: (now()[name] ?? []).filter((_, index) => index !== at) });
      const keys = new Set(
        (now()[name] ?? []).flatMap((row: unknown) =>
          typeof row === "object" && row !== null ? Object.keys(row) : [],
        ),
      );
      for (const key of keys)
        yield () => ({
          ...now(),
          [name]: (now()[name] ?? []).map((row) =>
            Object.fromEntries(Object.entries(row).filter(([field]) => field !== key)),
          ),
        });
    }
  }
}

for (const { id } of reportCards) await loadReport(id);
await import("../src/workbook/apply/messages");
await import("../src/workbook/excel/trouble");
const examples = process.argv.includes("--examples") ? await findExamples() : await examplesAnew();
writeFileSync(EXAMPLES, `${JSON.stringify(examples, null, 2)}\n`);
writeFileSync("docs/messages.md", messagesPage(examples));
process.stdout.write(`${examples.length} examples\n`);

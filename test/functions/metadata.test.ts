/** @jest-environment ./excel-host/jest/environment.cjs */
/** functions.json as the build makes it, legal names, and the sheet that documents the functions. */
import { execFileSync } from "node:child_process";
import path from "node:path";
// @ts-expect-error a script without types
import { functionsMetadata } from "../../scripts/functions-json.mjs";
import { Tieout } from "../../src/application/tieout";
import { createEngineService } from "../../src/engine-service/local";
import { choiceLists, functions } from "../../src/functions/functions";
import { signature } from "../../src/functions/functions-sheet";
import { newExcel } from "../support/excel";

interface Metadata {
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly helpUrl: string;
    readonly parameters: readonly {
      readonly name: string;
      readonly description: string;
      readonly customEnumId?: string;
    }[];
    readonly options?: Readonly<Record<string, boolean>>;
  }[];
  readonly enums: readonly {
    readonly id: string;
    readonly values: readonly { readonly stringValue: string; readonly tooltip: string }[];
  }[];
}

const BASE = "https://localhost:3000";
const root = path.resolve(__dirname, "../..");
const metadata = (functionsMetadata as (table: object, base: string) => Metadata)(
  { functions, choiceLists },
  BASE,
);

test("the build makes functions.json from this table", () => {
  const script =
    'import { declaredFunctions, functionsMetadata } from "./scripts/functions-json.mjs";' +
    `console.log(JSON.stringify(functionsMetadata(await declaredFunctions(), "${BASE}")));`;
  const built = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: root,
    encoding: "utf8",
  });
  expect(JSON.parse(built)).toEqual(JSON.parse(JSON.stringify(metadata)));
});

test.each(metadata.functions.map((one) => [one.id, one] as const))("%s is legal and complete", (id, one) => {
  expect(id).toMatch(/^[A-Z][A-Z0-9_.]{2,}$/);
  // Not like a cell (ABC12) and not like R1C1.
  expect(id).not.toMatch(/^[A-Z]{1,3}\d+$|^R\d*C\d*$/);
  expect(["RUN", "ECHO"]).not.toContain(id);
  expect(one.name).toBe(id);
  expect(one.helpUrl).toBe(`${BASE}/functions.html#${id.toLowerCase()}`);
  expect(one.description).not.toBe("");
  // No recalculation with everything, no open streams.
  expect(one.options?.volatile).not.toBe(true);
  expect(one.options?.stream).not.toBe(true);
  expect(new Set(one.parameters.map(({ name }) => name)).size).toBe(one.parameters.length);
  for (const { description, customEnumId } of one.parameters) {
    expect(description).not.toBe("");
    if (customEnumId !== undefined) expect(metadata.enums.map((list) => list.id)).toContain(customEnumId);
  }
});

test("ids are used once, lists of choices are used and say what each word means", () => {
  const ids = metadata.functions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const used = new Set(
    metadata.functions.flatMap(({ parameters }) => parameters.map(({ customEnumId }) => customEnumId)),
  );
  for (const { id, values } of metadata.enums) {
    expect(used).toContain(id);
    for (const { stringValue, tooltip } of values) expect([stringValue, tooltip]).not.toContain("");
  }
});

test("the sheet Functions documents every function; its formulas are text", async () => {
  const host = newExcel();
  const tieout = new Tieout({ service: createEngineService() });
  expect(await tieout.writeFunctionsSheet()).toEqual({ sheet: "Functions" });
  expect(host.workbook.activeSheet.name).toBe("Functions");
  const sheet = host.workbook.sheet("Functions");
  const [list, parameters, examples] = [
    "TieoutFunctions",
    "TieoutFunctionArguments",
    "TieoutFunctionExamples",
  ].map((name) => host.workbook.table(name));
  const column = (table: typeof list, at: number): unknown[] =>
    Array.from({ length: table?.rowCount ?? 0 }, (_, row) =>
      sheet.valueAt((table?.rect.top ?? 0) + 1 + row, (table?.rect.left ?? 0) + at),
    );
  expect(column(list, 0)).toEqual(functions.map(({ id }) => id));
  expect(column(list, 1)).toEqual(functions.map(signature));
  expect(column(parameters, 1)).toEqual(functions.flatMap((one) => one.parameters.map(({ name }) => name)));
  expect(column(examples, 1)).toEqual(functions.flatMap((one) => one.examples.map(({ formula }) => formula)));
  // Written twice, it stands once.
  await tieout.writeFunctionsSheet();
  expect(host.workbook.sheets.filter(({ name }) => name.startsWith("Functions"))).toHaveLength(1);
  await tieout.stop();
});

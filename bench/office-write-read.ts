/**
 * What does the stand-in Excel add to Office.js? Writes and reads rows × 10 columns through the real library and the host, in chunks of
 * 20,000 rows, against the least that any host must do: the same batches turned into JSON and back. Then 10,000 formulas over a column.
 */
import { type HostBridge, createHost } from "../excel-host";
import { loadOffice } from "../excel-host/node";
import { answer } from "./support/bench";
import { peakMemory, timed as timedRuns } from "./support/measure";

const CHUNK = 20_000;
const COLUMNS = 10;
const FORMULAS = 10_000;

type Row = (string | number)[];

function makeRow(index: number): Row {
  const amount = ((index * 7919) % 1_000_003) / 100;
  return [
    index,
    `ITEM-${index % 5000}`,
    46_000 + (index % 365),
    "Purchase",
    `DOC${index}`,
    amount,
    -amount,
    index % 7,
    "EUR",
    amount / 3,
  ];
}

/** A far end that answers every action with an empty object: what remains is the library and the JSON. */
function yesBridge(): HostBridge {
  const bridge: HostBridge = {
    disconnect: () => undefined,
    sendMessageToHost(text) {
      const { id, message } = JSON.parse(text) as {
        id: number;
        message: { body: { Actions: { Id: number }[] } };
      };
      const Results = message.body.Actions.map(({ Id }) => ({ ActionId: Id, Value: {} }));
      const body = JSON.stringify({ Results });
      const answer = JSON.stringify({
        id,
        type: 2,
        flags: 0,
        message: { statusCode: 200, headers: {}, body },
      });
      setImmediate(() => bridge.onMessageFromHost?.(answer));
    },
  };
  return bridge;
}

await answer("What does the stand-in Excel add to Office.js?", async ({ short }) => {
  const rows = short ? 10_000 : 100_000;
  const measured: [string, string][] = [];
  const timed = async (what: string, work: () => Promise<void> | void): Promise<number> => {
    const { wall } = await timedRuns(1, work);
    measured.push([what, wall.toFixed(0)]);
    return wall;
  };
  const host = createHost();
  const { Excel } = loadOffice(host);
  const chunks = Array.from({ length: Math.ceil(rows / CHUNK) }, (_, index) => ({
    top: index * CHUNK,
    values: Array.from({ length: Math.min(CHUNK, rows - index * CHUNK) }, (_row, row) =>
      makeRow(index * CHUNK + row),
    ),
  }));

  const write = await timed(`write ${rows} × ${COLUMNS} through Office.js`, () =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      for (const { top, values } of chunks) {
        context.application.suspendApiCalculationUntilNextSync();
        const range = sheet.getRangeByIndexes(top, 0, values.length, COLUMNS);
        range.values = values;
        await context.sync();
        range.untrack();
      }
    }),
  );
  const read = await timed(`read ${rows} × ${COLUMNS} through Office.js`, () =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      for (const { top, values } of chunks) {
        const range = sheet.getRangeByIndexes(top, 0, values.length, COLUMNS);
        range.load("values");
        await context.sync();
        if (range.values[0]?.[0] !== top) throw new Error("What was read is not what was written.");
        range.untrack();
      }
    }),
  );
  const library = await timed("the same write with a host that only says yes", async () => {
    const { Excel: bare, OfficeExtension: extension } = loadOffice(createHost());
    (extension as unknown as { HostBridge: { init(bridge: HostBridge): void } }).HostBridge.init(yesBridge());
    await bare.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      for (const { top, values } of chunks) {
        sheet.getRangeByIndexes(top, 0, values.length, COLUMNS).values = values;
        await context.sync();
      }
    });
  });
  const json = await timed("the same rows as JSON, there and back", () => {
    for (const { values } of chunks) JSON.parse(JSON.stringify(values));
  });
  await timed(`${FORMULAS} formulas =SUMIFS over ${rows} rows`, () => {
    const sheet = host.workbook.activeSheet;
    const formulas = Array.from({ length: FORMULAS }, (_, row) => [
      `=SUMIFS(F$1:F$${rows},B$1:B$${rows},"ITEM-${row % 5000}")`,
    ]);
    sheet.setValues("M1", formulas);
  });
  await timed("one changed amount, and the formulas over it", () => {
    host.workbook.activeSheet.setValues("F10", [[1]]);
  });
  const ratio = (a: number, b: number): string => (a / b).toFixed(1);
  return {
    tables: [
      {
        title: `${rows.toLocaleString("en-US")} rows × ${COLUMNS} columns`,
        head: ["what", "ms"],
        rows: measured,
      },
    ],
    notes: [
      `Writing takes ${ratio(write, library)} times the library alone and ${ratio(write, json)} times the JSON; reading ${ratio(read, json)} times the JSON. Peak memory ${peakMemory()} MB.`,
    ],
  };
});

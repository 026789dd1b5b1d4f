/** Runs batches on Excel: waits for the user to leave a cell, keeps events and calculation quiet, translates errors. */
import { asTrouble } from "./trouble";

export type Context = Excel.RequestContext;

/** Milliseconds without an answer of Excel that count as waiting for a cell. */
const PATIENCE = 1500;

/** Told when Excel begins and ends to hold batches back, most likely because a cell is being edited. */
export type Waiting = (isWaiting: boolean) => void;

let tellWaiting: Waiting = () => undefined;

/** Who is told; one pane per page. */
export function onWaiting(listener: Waiting): void {
  tellWaiting = listener;
}

/** Events were turned off for writing, and Excel did not answer when they were to be turned on again. */
let eventsLeftOff = false;

/** Runs a batch; it waits while the user edits a cell. Rejects with ExcelTrouble. */
export async function onExcel<Result>(batch: (context: Context) => Promise<Result>): Promise<Result> {
  const turnsEventsOn = eventsLeftOff;
  try {
    return await Excel.run({ delayForCellEdit: true }, async (context) => {
      tellWhileHeldBack(context);
      if (turnsEventsOn) context.runtime.enableEvents = true;
      eventsLeftOff = false;
      const result = await batch(context);
      return result;
    });
  } catch (error) {
    if (turnsEventsOn) eventsLeftOff = true;
    throw asTrouble(error);
  } finally {
    tellWaiting(false);
  }
}

/** Each answer of Excel is timed by itself: a long batch is no waiting. */
function tellWhileHeldBack(context: Context): void {
  const sync = context.sync.bind(context);
  context.sync = async <T>(passThrough?: T): Promise<T> => {
    const timer = setTimeout(() => {
      tellWaiting(true);
    }, PATIENCE);
    try {
      return await sync(passThrough);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Runs a batch that writes into ledgers: events of one's own writes are not raised. */
export async function writing<Result>(batch: (context: Context) => Promise<Result>): Promise<Result> {
  return onExcel(async (context) => {
    try {
      eventsLeftOff = true;
      context.runtime.enableEvents = false;
      await context.sync();
      return await batch(context);
    } finally {
      // What became of the batch is what is told. Events that cannot be turned on now are turned on by the next batch.
      await persistently(async () => {
        context.runtime.enableEvents = true;
        await context.sync();
        eventsLeftOff = false;
      }).catch(() => undefined);
    }
  });
}

/** Tries again when a call fails: for the way back and for what must not stay as it is. */
export async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Sends what was queued, with formulas left alone until then. */
export async function quietSync(context: Context): Promise<void> {
  context.application.suspendApiCalculationUntilNextSync();
  await context.sync();
}

/** True when an error says that too much was sent or asked for at once. */
export function isTooLarge(code: string): boolean {
  return (
    code === "ResponsePayloadSizeLimitExceeded" ||
    code === "RequestPayloadSizeLimitExceeded" ||
    code === "RangeExceedsLimit"
  );
}

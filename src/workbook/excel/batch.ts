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

/** Runs a batch; it waits while the user edits a cell. Rejects with ExcelTrouble. */
export async function onExcel<Result>(batch: (context: Context) => Promise<Result>): Promise<Result> {
  try {
    return await Excel.run({ delayForCellEdit: true }, async (context) => {
      tellWhileHeldBack(context);
      const result = await batch(context);
      return result;
    });
  } catch (error) {
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

/** Runs a batch that writes: events of one's own writes are not raised. */
export async function writing<Result>(batch: (context: Context) => Promise<Result>): Promise<Result> {
  return onExcel(async (context) => {
    context.runtime.enableEvents = false;
    await context.sync();
    try {
      return await batch(context);
    } finally {
      await enableEvents(context);
    }
  });
}

/** Events must not stay off: tried again when a call fails. */
async function enableEvents(context: Context): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      context.runtime.enableEvents = true;
      // eslint-disable-next-line office-addins/no-context-sync-in-loop -- the same call again after a failure
      await context.sync();
      return;
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

/**
 * Collects the calls of one recalculation and asks for all of them at once. Every call is answered: a promise that
 * stayed open would show #BUSY! for ever.
 */
import {
  shortened,
  type FigureAnswer,
  type FigureCall,
  type FigureCell,
  type FigureValue,
} from "../engine/figures/answers";

/** What a function returns to Excel; a spilled answer may hold single errors. */
export type Answer = FigureValue | readonly (readonly (FigureValue | CustomFunctions.Error)[])[];

interface Waiting {
  readonly call: FigureCall;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers many calls in one message, in their order. */
export type Ask = (calls: readonly FigureCall[]) => Promise<readonly FigureAnswer[]>;

export class Batcher {
  #waiting: Waiting[] = [];

  constructor(private readonly ask: Ask) {}

  /** Answers one call together with all others of the same turn. */
  call(id: string, args: readonly unknown[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call: { function: id, args }, resolve, reject });
      // A task, not a microtask: Excel's calls of one recalculation arrive in several messages.
      if (this.#waiting.length === 1) setTimeout(() => void this.#send(), 0);
    });
  }

  async #send(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    let answers: readonly FigureAnswer[];
    try {
      answers = await this.ask(waiting.map(({ call }) => call));
    } catch {
      answers = [];
    }
    waiting.forEach(({ resolve, reject }, index) => {
      settle(answers[index] ?? STOPPED, resolve, reject);
    });
  }
}

const STOPPED: FigureAnswer = {
  error: "notAvailable",
  message: "Tieout stopped on a defect. Press Refresh All on the Tieout tab.",
};

/** Hands an answer over as Excel wants it. */
export function settle(
  answer: FigureAnswer,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): void {
  if ("value" in answer) resolve(answer.value);
  else if ("values" in answer) resolve(answer.values.map((line) => line.map(cellOf)));
  else reject(excelError(answer.error, answer.message));
}

function cellOf(cell: FigureCell): FigureValue | CustomFunctions.Error {
  return typeof cell === "object" ? excelError(cell.error, cell.message) : cell;
}

function excelError(
  kind: "notAvailable" | "invalidValue" | "invalidNumber",
  message: string,
): CustomFunctions.Error {
  const { Error: FunctionError, ErrorCode } = CustomFunctions;
  switch (kind) {
    case "notAvailable":
      return new FunctionError(ErrorCode.notAvailable, shortened(message));
    case "invalidNumber":
      return new FunctionError(ErrorCode.invalidNumber);
    case "invalidValue":
      return new FunctionError(ErrorCode.invalidValue, shortened(message));
  }
}

/** A run that is refused: one code of the messages catalogue with its details (conventions, 7). */
import { messageText, type MessageDetails } from "./messages";

export interface RefusalBody {
  readonly code: string;
  readonly message: string;
  readonly [detail: string]: unknown;
}

export class Refusal extends Error {
  readonly code: string;
  readonly details: MessageDetails;

  constructor(code: string, details: MessageDetails = {}, cells?: readonly string[]) {
    super(messageText(code, cells ? { ...details, cells } : details));
    this.name = "Refusal";
    this.code = code;
    this.details = cells && cells.length > 0 ? { ...details, cells } : details;
  }

  /** The `error` object of a result. */
  get body(): RefusalBody {
    // Details that only serve the text begin with "_".
    const details = Object.fromEntries(
      Object.entries(this.details).filter(([name]) => !name.startsWith("_")),
    );
    return { code: this.code, ...details, message: this.message };
  }
}

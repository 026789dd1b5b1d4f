/** What the commands need of the application. */
import type { RunOutcome, TieoutApplication } from "../application/types";

export interface CommandApplication extends TieoutApplication {
  /** Reads settings and which sheets are Tieout's; once. */
  start(): Promise<void>;
  /** Runs the report of a sheet again, with that sheet's own parameters. */
  runAgain(sheet: string): Promise<RunOutcome>;
}

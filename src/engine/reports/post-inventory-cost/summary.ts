import type { ResultSummary } from "../../report";
import type { Result } from "./run";
export function summary(_result: Result): ResultSummary { throw new Error("x"); }

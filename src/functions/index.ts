/**
 * Entry of the shared runtime: worksheet functions and ribbon commands. Small, because Excel loads it for a single formula;
 * the application comes when the first of them is used.
 */
import "../commands/index";
import { associateFunctions } from "./associate";

associateFunctions(async (calls) => (await import("../application/current")).tieout().figures(calls));

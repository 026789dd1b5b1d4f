/** Invt. Valuation - Cost Spec., put together. */
import { defineReport } from "../../report";
import { drill } from "./drill";
import { layout } from "./layout";
import { card } from "./parameters";
import { run } from "./run";
import { summary } from "./summary";

export const report = defineReport({ card, run, summary, layout, drill });

import { runReport } from "../src/engine/run";
import { parseDay } from "../src/engine/values/day";
import { syntheticLedgers } from "./support/value-entries";
const workDate = parseDay("2026-01-31") as number;
const ledgers = await syntheticLedgers(100_000);
for (let i = 0; i < 150; i += 1) {
  const t = process.cpuUsage();
  const w = performance.now();
  await runReport(
    "inventory-valuation",
    ledgers,
    { startDate: "2026-01-01", endDate: "2026-01-31" },
    { workDate },
  );
  const u = process.cpuUsage(t);
  console.log(i, (u.user / 1000).toFixed(1), (performance.now() - w).toFixed(1));
}

/**
 * Mutation testing: what every run has in common. `scripts/mutate.mjs` (npm run mutate) adds which sources are changed and
 * which suites have to notice; docs/mutation-testing.md judges what survives.
 */
export default {
  testRunner: "suites",
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Generous, so that a machine with other work does not take a slow mutant for an endless one.
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  timeoutFactor: 2,
  // Types are the compiler's business.
  disableTypeChecks: false,
  plugins: ["./test/mutation/runner.mjs", "./test/mutation/wording.mjs"],
  ignorers: ["wording"],
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  ignorePatterns: ["/dist", "/out", "/coverage", "/docs", "/assets", "/bench", "/excel-host/workbench"],
};

/**
 * Mutation testing: what every run has in common. `scripts/mutate.mjs` (npm run mutate) adds which sources are changed and
 * which suites have to notice; docs/mutation-testing.md judges what survives.
 */
import jest from "./jest.config.js";

const { transform, transformIgnorePatterns, modulePathIgnorePatterns, setupFilesAfterEnv } = jest.projects[0];

export default {
  testRunner: "jest",
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 5_000,
  timeoutFactor: 2,
  // Types are the compiler's business.
  disableTypeChecks: false,
  plugins: ["@stryker-mutator/jest-runner", "./test/mutation/wording.mjs"],
  ignorers: ["wording"],
  jest: {
    projectType: "custom",
    config: {
      projects: [],
      testEnvironment: "node",
      transform,
      transformIgnorePatterns,
      modulePathIgnorePatterns,
      setupFilesAfterEnv,
    },
  },
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  ignorePatterns: ["/dist", "/out", "/coverage", "/docs", "/assets", "/bench", "/excel-host/workbench"],
};

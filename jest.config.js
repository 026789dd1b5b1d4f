/**
 * Two kinds of suites: "unit" runs in bare Node (engine, files, runner, stand-in Excel), "pane" in jsdom (React components).
 * Browser suites (test/browser) run in real Chromium and are started by their own project so that they can run alone.
 */
const transform = {
  "^.+\\.(ts|tsx|js|mjs)$": [
    "@swc/jest",
    {
      jsc: {
        target: "es2022",
        parser: { syntax: "typescript", tsx: true },
        transform: { react: { runtime: "automatic" } },
      },
      module: { type: "commonjs" },
    },
  ],
};

const common = {
  setupFilesAfterEnv: ["<rootDir>/test/support/patience.ts"],
  transform,
  transformIgnorePatterns: ["/node_modules/(?!(@borgar|numfmt|@formulajs)/)"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/out/", "<rootDir>/.stryker-tmp/"],
};

export default {
  projects: [
    {
      ...common,
      displayName: "unit",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/browser/", "<rootDir>/test/taskpane/"],
    },
    {
      ...common,
      displayName: "pane",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/test/taskpane/**/*.test.{ts,tsx}"],
      setupFiles: ["<rootDir>/test/taskpane/setup.ts"],
    },
    {
      ...common,
      displayName: "browser",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/browser/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/browser/look.test.ts"],
      globalSetup: "<rootDir>/test/browser/build.mjs",
    },
    {
      // Every page in three themes and three widths, with axe.
      ...common,
      displayName: "look",
      testEnvironment: "node",
      testMatch: ["<rootDir>/test/browser/look.test.ts"],
      globalSetup: "<rootDir>/test/browser/build.mjs",
    },
  ],
};

/**
 * Lint rules: strict type-checked TypeScript everywhere, React and accessibility in the pane, Office.js rules where
 * Office.js is used. Formatting is Prettier's business alone.
 */
import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import jsxA11y from "eslint-plugin-jsx-a11y";
import officeAddins from "eslint-plugin-office-addins";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const typescript = ["**/*.ts", "**/*.tsx"];
const officeCode = [
  "src/workbook/excel/**/*.ts",
  "src/functions/**/*.ts",
  "src/commands/**/*.ts",
  "src/taskpane/**/*.{ts,tsx}",
];

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "out/", "coverage/", "reports/", ".stryker-tmp/", "test/cases/"] },
  eslint.configs.recommended,
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true, allowNullish: false },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      // CustomFunctions.Error is the one way to an error in a cell, but its types do not derive it from Error.
      "@typescript-eslint/only-throw-error": [
        "error",
        { allow: [{ from: "package", name: "Error", package: "@types/custom-functions-runtime" }] },
      ],
      // Cells are addressed by index in loops all over; the index is the point.
      "@typescript-eslint/prefer-for-of": "off",
      // "as T" after an index says what is read; "!" would only say that it is there.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/consistent-type-definitions": "off",
      // An empty string falls back like a missing one in many places; || says that.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Indexed access is checked, so that guards on it look unnecessary to this rule where a Map or list is dense.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.{ts,tsx}", "ooxml/**/*.ts"],
    rules: {
      "no-eval": "error",
      "no-implied-eval": "off",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text of cells never becomes HTML." },
        { property: "outerHTML", message: "Text of cells never becomes HTML." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Text of cells never becomes HTML.",
        },
      ],
    },
  },
  {
    files: ["src/engine/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...[
          "window",
          "document",
          "navigator",
          "process",
          "Buffer",
          "fetch",
          "setTimeout",
          "Office",
          "Excel",
        ].map((name) => ({ name, message: "The engine knows ledgers and accounting, no surroundings." })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "The engine has no randomness." },
        { object: "Date", property: "now", message: "The engine has no clock: the time is handed in." },
      ],
      "no-restricted-imports": [
        "error",
        {
          // workbook/sheet is plain data that layouts make; everything else of these rooms is closed to the engine.
          patterns: ["node:*", "**/workbook/*", "!**/workbook/sheet", "**/taskpane/*", "**/runner/*"],
        },
      ],
    },
  },
  {
    files: ["src/taskpane/**/*.{ts,tsx}"],
    extends: [jsxA11y.flatConfigs.recommended],
    plugins: { "react-hooks": reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: officeCode,
    plugins: { "office-addins": officeAddins },
    rules: {
      "office-addins/call-sync-after-load": "error",
      "office-addins/call-sync-before-read": "error",
      "office-addins/load-object-before-read": "error",
      "office-addins/no-context-sync-in-loop": "error",
      "office-addins/no-empty-load": "error",
      "office-addins/no-navigational-load": "error",
      "office-addins/no-office-initialize": "error",
      "office-addins/test-for-null-using-isNullObject": "error",
    },
  },
  {
    // Scripts and measurements talk to a terminal.
    files: [
      "scripts/**/*.mjs",
      "test/**/*.mjs",
      "*.config.js",
      "bench/**/*.ts",
      "sample/**/*.ts",
      "test/browser/gallery/**",
      "test/fuzz/**",
    ],
    rules: { "no-console": "off" },
  },
  {
    files: ["scripts/**/*.mjs", "test/**/*.mjs", "*.config.js"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "process",
          "Buffer",
          "URL",
          "console",
          "setTimeout",
          "DOMParser",
          "XMLSerializer",
          "Image",
          "OffscreenCanvas",
          "document",
          "innerWidth",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["test/**/*.{ts,tsx}"],
    rules: {
      // Tests reach into what they have just made, and hand wrong values in on purpose.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  prettier,
);

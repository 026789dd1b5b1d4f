/**
 * Excel's description of the worksheet functions (functions.json) and their help page (functions.html), derived from
 * the table in src/functions/functions.ts, so that code, completion in Excel and help cannot say different things.
 */
import { pathToFileURL } from "node:url";
import { freshBundle } from "./fresh-build.mjs";

/** The declared table and its lists of choices. */
export async function declaredFunctions() {
  const bundle = await freshBundle({
    entry: "src/functions/functions.ts",
    output: "node_modules/.cache/tieout/functions-table.mjs",
    packagesExternal: true,
  });
  // The time in the address: a watching build must see the table as it is now, not as it was first loaded.
  const { functions, choiceLists = [] } = await import(`${pathToFileURL(bundle).href}?${Date.now()}`);
  return { functions, choiceLists };
}

/** Address of a function's own help, which Excel opens from the function wizard. */
const helpAddress = (base, id) => `${base}/functions.html#${id.toLowerCase()}`;

/** The metadata file that Excel reads: one entry a function; lists of words that completion offers in newer Excels. */
export function functionsMetadata({ functions, choiceLists }, base) {
  return {
    allowErrorForDataTypeAny: true,
    functions: functions.map(({ id, description, parameters, result, options }) => ({
      id,
      name: id,
      description,
      helpUrl: helpAddress(base, id),
      parameters: parameters.map(
        ({ name, description: says, type, dimensionality, optional, repeating, choices }) => ({
          name,
          description: says,
          type,
          dimensionality: dimensionality ?? "scalar",
          ...(optional === true ? { optional: true } : {}),
          ...(repeating === true ? { repeating: true } : {}),
          ...(choices === undefined ? {} : { customEnumId: choices }),
        }),
      ),
      result: { type: result.type, dimensionality: result.dimensionality ?? "scalar" },
      ...(options === undefined ? {} : { options }),
    })),
    enums: choiceLists.map(({ id, choices }) => ({
      id,
      type: "string",
      values: choices.map(({ word, means }) => ({ name: word, stringValue: word, tooltip: means })),
    })),
  };
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function signature({ id, parameters }) {
  const shown = parameters.map(({ name, optional, repeating }) => {
    const written = repeating === true ? `${name}, …` : name;
    return optional === true ? `[${written}]` : written;
  });
  return `=TIEOUT.${id}(${shown.join(", ")})`;
}

/** The help page: every function with its arguments, under its own anchor. */
export function functionsPage({ functions }) {
  const sections = functions.map((one) => {
    const rows = one.parameters.map(
      ({ name, description, optional }) =>
        `<tr><th scope="row">${escaped(name)}</th><td>${escaped(description)}${optional === true ? " May be left out." : ""}</td></tr>`,
    );
    return [
      `<h2 id="${one.id.toLowerCase()}">${escaped(one.id)}</h2>`,
      `<p>${escaped(one.description)}</p>`,
      `<p><code>${escaped(signature(one))}</code></p>`,
      rows.length > 0 ? `<table>${rows.join("")}</table>` : "",
      ...one.examples.map(({ formula, says }) => `<p><code>${escaped(formula)}</code> ${escaped(says)}</p>`),
    ].join("\n");
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'" />
    <title>Tieout: worksheet functions</title>
    <link rel="stylesheet" href="page.css" />
  </head>
  <body>
    <main>
      <h1>Tieout: worksheet functions</h1>
      <p>Type <code>=TIEOUT.</code> in a cell, and Excel offers them. A message stands behind every #N/A and #VALUE!.</p>
${sections.join("\n")}
    </main>
  </body>
</html>
`;
}

/** Webpack plugin: emits functions.json and functions.html beside the bundles. */
export class FunctionPages {
  constructor({ base }) {
    this.base = base;
  }

  apply(compiler) {
    const { RawSource } = compiler.webpack.sources;
    compiler.hooks.thisCompilation.tap("FunctionPages", (compilation) => {
      compilation.hooks.processAssets.tapPromise(
        { name: "FunctionPages", stage: compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL },
        async () => {
          const declared = await declaredFunctions();
          const metadata = `${JSON.stringify(functionsMetadata(declared, this.base), null, 2)}\n`;
          compilation.emitAsset("functions.json", new RawSource(metadata));
          compilation.emitAsset("functions.html", new RawSource(functionsPage(declared)));
        },
      );
    });
  }
}

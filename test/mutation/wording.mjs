/**
 * Leaves wording out of mutation testing: texts of sheets, cards and messages, and what an internal error says. They are
 * data for the eye; the suites of sheets and of messages compare them as a whole.
 */
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const FILES_OF_WORDING =
  /[\\/](messages|layout|[\w-]+-sheets|([\w-]+-)?parameters|summary|captions|columns)\.ts$/;

const isLiteral = (path) => path.isStringLiteral() || path.isTemplateLiteral();
/** A text, or the function that makes one of details. */
const isText = (path) => isLiteral(path) || (path.isArrowFunctionExpression() && isLiteral(path.get("body")));
const isError = (path) =>
  path?.isNewExpression() && path.get("callee").isIdentifier() && /Error$/.test(path.node.callee.name);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "wording", {
    shouldIgnore(path) {
      if (!isText(path)) return undefined;
      if (FILES_OF_WORDING.test(path.hub?.file?.opts?.filename ?? ""))
        return "wording of a sheet, card or message";
      if (isError(path.parentPath)) return "wording of an internal error";
      return undefined;
    },
  }),
];

/**
 * Leaves wording out of mutation testing: texts of sheets, cards and messages, and what an internal error says. They are
 * data for the eye; the suites of sheets and of messages compare them as a whole. Left out as well is what the costing
 * engine counts for benchmarks (`visits`), which is part of no result.
 */
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const FILES_OF_WORDING = /[\\/](messages|layout|[\w-]+-sheets|parameters|summary|captions|columns)\.ts$/;

const isText = (path) => path.isStringLiteral() || path.isTemplateLiteral();
const isError = (path) =>
  path?.isNewExpression() && path.get("callee").isIdentifier() && /Error$/.test(path.node.callee.name);

const isCountOfVisits = (path) =>
  path.isAssignmentExpression() && path.get("left").toString().endsWith(".visits");

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "wording", {
    shouldIgnore(path) {
      if (isCountOfVisits(path)) return "counted for benchmarks";
      if (!isText(path)) return undefined;
      if (FILES_OF_WORDING.test(path.hub?.file?.opts?.filename ?? ""))
        return "wording of a sheet, card or message";
      if (isError(path.parentPath)) return "wording of an internal error";
      return undefined;
    },
  }),
];

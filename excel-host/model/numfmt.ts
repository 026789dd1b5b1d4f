/**
 * The number format library, by its file: version 4.0.1 names an entry for `require` that the package does not contain,
 * so a plain import of the package fails under CommonJS.
 */
export {
  dateFromSerial,
  format,
  formatColor,
  getFormatFromId,
  isDateFormat,
  isTextFormat,
  parseValue,
} from "../../node_modules/numfmt/dist/index.js";

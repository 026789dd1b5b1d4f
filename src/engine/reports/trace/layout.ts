import type { LayoutContext } from "../../report";
import type { Sheet } from "../../../workbook/sheet";
import type { Result } from "./run";
export function layout(_result: Result, _context: LayoutContext): readonly Sheet[] { return []; }

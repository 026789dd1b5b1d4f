/** Which builder reads which type of column. */
import type { BuilderContext, ColumnBuilder } from "./column-builder";
import type { ColumnDeclaration } from "./declaration";
import { DateBuilder } from "./date-columns";
import { BooleanBuilder } from "./flag-columns";
import { DecimalBuilder, IntegerBuilder } from "./number-columns";
import { OptionBuilder, TextBuilder } from "./text-columns";

/** The builder for a declared column. */
export function createColumnBuilder(
  declaration: ColumnDeclaration,
  position: number,
  context: BuilderContext,
  keepFilled: boolean,
): ColumnBuilder {
  switch (declaration.type) {
    case "code":
    case "text":
      return new TextBuilder(declaration, position, context, keepFilled);
    case "integer":
      return new IntegerBuilder(declaration, position, context, keepFilled);
    case "date":
      return new DateBuilder(declaration, position, context, keepFilled);
    case "boolean":
      return new BooleanBuilder(declaration, position, context, keepFilled);
    case "option":
      return new OptionBuilder(declaration, position, context, keepFilled);
    default:
      return new DecimalBuilder(declaration, position, context, keepFilled);
  }
}

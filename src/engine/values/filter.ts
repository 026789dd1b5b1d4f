/**
 * Business Central's filter expressions: `1000..1999|A*&<>A9`. A filter is parsed once into a small tree; a code column
 * then asks it once per distinct code. `&` binds tighter than `|`, parentheses group, quotes make operators ordinary.
 */
import { compareCodes } from "./codes";
import { NO_DAY, parseDay } from "./day";

/** What is filtered: codes (upper-case text), whole numbers, or days. */
export type FilterKind = "code" | "integer" | "date";

/** Why a text is no filter. `detail` names the rule that it breaks, as a key of the messages catalogue. */
export class FilterSyntaxError extends Error {
  constructor(readonly detail: FilterProblem) {
    super(detail);
  }
}

export type FilterProblem =
  | "valueMissing"
  | "valueMissingAtEnd"
  | "openQuote"
  | "openParenthesis"
  | "closingParenthesis"
  | "wildcardAsBound"
  | "lonelyInterval"
  | "notANumber"
  | "notADate"
  | "unexpectedText";

/** A parsed filter. An empty one lets everything through. */
export interface Filter {
  readonly text: string;
  readonly isEmpty: boolean;
  /** True when a code (upper-case text) passes. */
  matchesCode(code: string): boolean;
  /** True when a number or a day passes. */
  matchesNumber(value: number): boolean;
}

type Operand = { readonly text: string; readonly number: number; readonly pattern: Pattern | undefined };
/** A wildcard pattern as its literal pieces: "*" and "?" are their own tokens. */
type Pattern = readonly ({ readonly literal: string } | "?" | "*")[];

type Node =
  | { readonly kind: "or" | "and"; readonly parts: readonly Node[] }
  | { readonly kind: "equal" | "different"; readonly operand: Operand }
  | { readonly kind: "less" | "lessOrEqual" | "greater" | "greaterOrEqual"; readonly operand: Operand }
  | { readonly kind: "interval"; readonly from: Operand | undefined; readonly to: Operand | undefined };

/** Parses a filter. Throws FilterSyntaxError. */
export function parseFilter(text: string, kind: FilterKind = "code"): Filter {
  if (text.trim() === "") {
    return { text: "", isEmpty: true, matchesCode: () => true, matchesNumber: () => true };
  }
  const root = new FilterParser(text, kind).parse();
  return {
    text,
    isEmpty: false,
    matchesCode: (code) => evaluate(root, (operand) => compareCodes(code, operand.text), code),
    matchesNumber: (value) => evaluate(root, (operand) => value - operand.number, ""),
  };
}

function evaluate(node: Node, compare: (operand: Operand) => number, code: string): boolean {
  switch (node.kind) {
    case "or":
      return node.parts.some((part) => evaluate(part, compare, code));
    case "and":
      return node.parts.every((part) => evaluate(part, compare, code));
    case "equal":
    case "different": {
      const { operand } = node;
      const equal = operand.pattern ? matchesPattern(operand.pattern, code) : compare(operand) === 0;
      return equal === (node.kind === "equal");
    }
    case "less":
      return compare(node.operand) < 0;
    case "lessOrEqual":
      return compare(node.operand) <= 0;
    case "greater":
      return compare(node.operand) > 0;
    case "greaterOrEqual":
      return compare(node.operand) >= 0;
    case "interval":
      return (!node.from || compare(node.from) >= 0) && (!node.to || compare(node.to) <= 0);
  }
}

/** Matches without regular expressions, in time proportional to the lengths multiplied at worst. */
function matchesPattern(pattern: Pattern, code: string): boolean {
  const characters = Array.from(code);
  let positions = new Set<number>([0]);
  for (const token of pattern) {
    const next = new Set<number>();
    if (token === "*") {
      const start = Math.min(...positions);
      for (let i = start; i <= characters.length; i += 1) next.add(i);
    } else if (token === "?") {
      for (const position of positions) next.add(position + 1);
    } else {
      const literal = Array.from(token.literal);
      for (const position of positions) {
        if (literal.every((character, i) => characters[position + i] === character))
          next.add(position + literal.length);
      }
    }
    positions = next;
  }
  return positions.has(characters.length);
}

const OPERATORS = ["<>", "<=", ">=", "<", ">", "="] as const;
type Operator = (typeof OPERATORS)[number];

class FilterParser {
  #position = 0;

  constructor(
    private readonly source: string,
    private readonly kind: FilterKind,
  ) {}

  parse(): Node {
    const node = this.#or();
    this.#skipBlanks();
    if (this.#position < this.source.length) {
      throw new FilterSyntaxError(
        this.source[this.#position] === ")" ? "closingParenthesis" : "unexpectedText",
      );
    }
    return node;
  }

  #or(): Node {
    return this.#chain("|", "or", () => this.#and());
  }

  #and(): Node {
    return this.#chain("&", "and", () => this.#term());
  }

  #chain(operator: string, kind: "or" | "and", next: () => Node): Node {
    const parts = [next()];
    this.#skipBlanks();
    while (this.source[this.#position] === operator) {
      this.#position += 1;
      parts.push(next());
      this.#skipBlanks();
    }
    return { kind, parts };
  }

  #term(): Node {
    this.#skipBlanks();
    if (this.source[this.#position] === "(") {
      this.#position += 1;
      const node = this.#or();
      this.#skipBlanks();
      if (this.source[this.#position] !== ")") throw new FilterSyntaxError("openParenthesis");
      this.#position += 1;
      return node;
    }
    const operator = OPERATORS.find((candidate) => this.source.startsWith(candidate, this.#position));
    if (operator) {
      this.#position += operator.length;
      return this.#comparison(operator);
    }
    return this.#valueOrInterval();
  }

  #comparison(operator: Operator): Node {
    const operand = this.#operand();
    if (!operand) throw this.#missing();
    this.#skipBlanks();
    if (this.source.startsWith("..", this.#position)) throw new FilterSyntaxError("unexpectedText");
    if (operator === "=") return { kind: "equal", operand };
    if (operator === "<>") return { kind: "different", operand };
    if (operand.pattern) throw new FilterSyntaxError("wildcardAsBound");
    const kinds = { "<": "less", "<=": "lessOrEqual", ">": "greater", ">=": "greaterOrEqual" } as const;
    return { kind: kinds[operator], operand };
  }

  #valueOrInterval(): Node {
    const from = this.#operand();
    this.#skipBlanks();
    if (!this.source.startsWith("..", this.#position)) {
      if (!from) throw this.#missing();
      return { kind: "equal", operand: from };
    }
    this.#position += 2;
    const to = this.#operand();
    if (!from && !to) throw new FilterSyntaxError("lonelyInterval");
    if (from?.pattern || to?.pattern) throw new FilterSyntaxError("wildcardAsBound");
    return { kind: "interval", from, to };
  }

  #missing(): FilterSyntaxError {
    return new FilterSyntaxError(this.#position >= this.source.length ? "valueMissingAtEnd" : "valueMissing");
  }

  /** Reads one value up to an operator; undefined when there is none. */
  #operand(): Operand | undefined {
    this.#skipBlanks();
    const pieces: ({ literal: string } | "?" | "*")[] = [];
    let literal = "";
    let quoted = false;
    let blanks = "";
    const flush = (): void => {
      pieces.push({ literal: literal.toUpperCase() });
      literal = "";
    };
    const put = (text: string): void => {
      literal += blanks + text;
      blanks = "";
    };
    let any = false;
    if (this.kind === "code" && this.source[this.#position] === "@") {
      this.#position += 1;
      this.#skipBlanks();
    }
    while (this.#position < this.source.length) {
      const character = this.source[this.#position] as string;
      if (quoted) {
        this.#position += 1;
        if (character === "'") {
          if (this.source[this.#position] === "'") {
            put("'");
            this.#position += 1;
          } else quoted = false;
        } else if (character === "*" || character === "?") {
          put("");
          flush();
          pieces.push(character);
        } else put(character);
        continue;
      }
      if (character === "'") {
        quoted = true;
        any = true;
        put("");
        this.#position += 1;
        continue;
      }
      if ("|&()<>=".includes(character) || this.source.startsWith("..", this.#position)) break;
      this.#position += 1;
      any = true;
      if (character === " " || character === "\u00a0") blanks += character;
      else if (character === "*" || character === "?") {
        put("");
        flush();
        pieces.push(character);
      } else put(character);
    }
    if (quoted) throw new FilterSyntaxError("openQuote");
    if (!any) return undefined;
    const text = literal.toUpperCase();
    const hasWildcard = pieces.length > 0;
    flush();
    return { text, number: this.#number(text, hasWildcard), pattern: hasWildcard ? pieces : undefined };
  }

  #number(text: string, hasWildcard: boolean): number {
    if (this.kind === "code") return 0;
    if (this.kind === "integer") {
      if (hasWildcard || !/^[+-]?\d{1,15}$/.test(text)) throw new FilterSyntaxError("notANumber");
      return Number(text);
    }
    const day = hasWildcard ? undefined : text === "" ? NO_DAY : parseDay(text, true);
    if (day === undefined) throw new FilterSyntaxError("notADate");
    return day;
  }

  #skipBlanks(): void {
    while (this.source[this.#position] === " " || this.source[this.#position] === "\u00a0")
      this.#position += 1;
  }
}

/** Tables of benchmarks: cells in flat arrays, read through the same reader as any workbook. */
import type { CellSink, SourceTable } from "../../src/engine/ledgers/source";

/** A list of numbers that grows, in a typed array. */
class Numbers {
  #values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }
}

/** A table as columns of cells: a number, or a text by number. */
export class Table {
  readonly #columns = new Map<
    string,
    { readonly numbers: Numbers; readonly text?: (value: number) => string }
  >();
  rows = 0;

  constructor(
    private readonly name: string,
    columns: Readonly<Record<string, ((value: number) => string) | undefined>>,
  ) {
    for (const [caption, text] of Object.entries(columns)) {
      this.#columns.set(caption, { numbers: new Numbers(), ...(text ? { text } : {}) });
    }
  }

  add(cells: readonly number[]): void {
    let index = 0;
    for (const { numbers } of this.#columns.values()) numbers.push(cells[index++] ?? 0);
    this.rows += 1;
  }

  source(): SourceTable {
    const columns = [...this.#columns.values()];
    const { rows } = this;
    return {
      tableName: "",
      sheetName: this.name,
      headers: [...this.#columns.keys()],
      rowsHint: rows,
      address: (row) => `row ${row + 2}`,
      read: (sinks: readonly (CellSink | undefined)[]) => {
        columns.forEach(({ numbers, text }, position) => {
          const sink = sinks[position];
          if (!sink) return;
          for (let row = 0; row < rows; row += 1) {
            const value = numbers.at(row);
            if (!text) sink.number(row, value, "general");
            else {
              const shown = text(value);
              if (shown !== "") sink.text(row, shown);
            }
          }
        });
        return { rows, hiddenRows: 0, formulaCells: 0, perhapsCutOff: false };
      },
    };
  }
}

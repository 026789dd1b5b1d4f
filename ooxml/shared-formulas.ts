import { translateFormula } from "./formula-references";

interface Master {
  text: string;
  row: number;
  col: number;
}

/** Formulas that stand once in the file and are meant for many cells. */
export class SharedFormulas {
  private readonly masters = new Map<string, Master>();

  /**
   * The formula of one cell. The first cell of a group brings the text; the others get it moved by their distance.
   * Undefined when the group is unknown.
   */
  textFor(index: string, text: string, row: number, col: number): string | undefined {
    const master = this.masters.get(index);
    if (text !== "") {
      if (!master) {
        this.masters.set(index, { text, row, col });
      }
      return text;
    }
    return master && translateFormula(master.text, row - master.row, col - master.col);
  }
}

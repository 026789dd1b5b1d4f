/** How a report sheet falls into pages: what stays together, and whether its table is longer than a page. */

/** Height of a row that is not given, in points. */
export const ROW_HEIGHT = 15;

/** Width of a digit of the body font at its size, in points. */
const CHARACTER = 5.1;

/** Paper in landscape, less the margins, in points. */
const PAGES = { A4: { width: 770, height: 516 }, Letter: { width: 720, height: 533 } } as const;

/** Programs differ a little in their measures; breaks are set for a page that is slightly lower. */
const SAFETY = 0.95;

/** A run of rows that begins with a title and should stand on one page where it fits. */
export interface Block {
  readonly first: number;
  readonly end: number;
  /** The page begins here in any case. */
  readonly breakBefore?: boolean;
}

export interface PageSetup {
  readonly paper: "A4" | "Letter";
  /** Characters from the left edge to where the last text ends. */
  readonly width: number;
  /** Rows that are not `ROW_HEIGHT` high. */
  readonly heights: ReadonlyMap<number, number>;
}

/** Points of the sheet that fit on a page, when the sheet is as wide as the page. */
export function pageHeight({ paper, width }: PageSetup): number {
  const page = PAGES[paper];
  return page.height * Math.max(1, (width * CHARACTER) / page.width) * SAFETY;
}

/** Height of rows `first` to `end − 1`. */
export function heightOf(first: number, end: number, heights: ReadonlyMap<number, number>): number {
  let height = (end - first) * ROW_HEIGHT;
  for (const [row, own] of heights) if (row >= first && row < end) height += own - ROW_HEIGHT;
  return height;
}

/** Rows before which a page begins, so that no block is torn that fits on a page of its own. */
export function pageBreaks(blocks: readonly Block[], setup: PageSetup): number[] {
  const capacity = pageHeight(setup);
  const breaks: number[] = [];
  let used = 0;
  for (const block of blocks) {
    const height = heightOf(block.first, block.end, setup.heights);
    const fits = used + height <= capacity;
    if (used > 0 && (block.breakBefore === true || (!fits && height <= capacity))) {
      breaks.push(block.first);
      used = 0;
    }
    used += height;
    if (used > capacity) used %= capacity;
  }
  return breaks;
}

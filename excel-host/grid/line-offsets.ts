/** Places of rows or columns in pixels, when most of them have the standard size. */

const PIXELS_PER_POINT = 96 / 72;

export const pixels = (points: number): number => Math.round(points * PIXELS_PER_POINT);

/** Offsets of the lines of one axis; made anew when sizes change. */
export class LineOffsets {
  private readonly indices: number[] = [];
  /** Pixels by which the lines before and at each listed one differ from the standard. */
  private readonly extra: number[] = [];

  /**
   * @param standard pixels of a line without a size of its own
   * @param special sizes in pixels of the other lines
   */
  constructor(
    private readonly standard: number,
    special: ReadonlyMap<number, number>,
  ) {
    let sum = 0;
    for (const [index, size] of [...special].sort(([a], [b]) => a - b)) {
      sum += size - standard;
      this.indices.push(index);
      this.extra.push(sum);
    }
  }

  /** Pixels before a line. */
  offset(index: number): number {
    const at = this.countBelow(index);
    return index * this.standard + (at === 0 ? 0 : (this.extra[at - 1] ?? 0));
  }

  size(index: number): number {
    return this.offset(index + 1) - this.offset(index);
  }

  /** The line at a pixel. */
  lineAt(pixel: number): number {
    let low = 0;
    let high = Math.max(1, Math.ceil(pixel / Math.max(this.standard, 1)) + this.indices.length + 1);
    while (this.offset(high) <= pixel) high *= 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offset(middle + 1) > pixel) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private countBelow(index: number): number {
    let low = 0;
    let high = this.indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.indices[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Growing columns: a million rows as typed arrays instead of a million objects. */

export class NumberColumn {
  private values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  get(row: number): number {
    return this.values[row] as number;
  }

  set(row: number, value: number): void {
    this.values[row] = value;
  }

  add(row: number, value: number): void {
    this.values[row] = (this.values[row] as number) + value;
  }
}

export class TextColumn {
  private readonly values: string[] = [];

  get length(): number {
    return this.values.length;
  }

  push(value: string): void {
    this.values.push(value);
  }

  get(row: number): string {
    return this.values[row] as string;
  }

  set(row: number, value: string): void {
    this.values[row] = value;
  }
}

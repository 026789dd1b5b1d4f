/** Scales of the pane's charts: round steps, where the axis begins, and how its figures are written. */

export interface AxisScale {
  readonly from: number;
  readonly to: number;
  /** Hairlines, from below. */
  readonly ticks: readonly number[];
}

/** A round step (1, 2, 2.5 or 5 times a power of ten) that is at least `least`. */
function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

/** Three hairlines for the values. Lines may start above 0; bars (`fromZero`) never do. */
export function axisOf(values: readonly number[], fromZero: boolean): AxisScale {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!Number.isFinite(least)) return { from: 0, to: 1, ticks: [0, 0.5, 1] };
  if (fromZero || (least > 0 && least < most / 2)) {
    least = Math.min(0, least);
    most = Math.max(0, most);
  }
  if (least === most) most = least + Math.max(1, Math.abs(least) / 10);
  return least === 0 || fromZero ? aroundTicks(least, most) : aroundValues(least, most);
}

/** The axis begins and ends at a hairline. */
function aroundTicks(least: number, most: number): AxisScale {
  let step = roundStep((most - least) / 2);
  let from = Math.floor(least / step) * step;
  while (from + 2 * step < most) {
    step = roundStep(step * 1.01);
    from = Math.floor(least / step) * step;
  }
  return { from, to: from + 2 * step, ticks: [from, from + step, from + 2 * step] };
}

/** The axis follows the values; the hairlines are the three round figures among them. */
function aroundValues(least: number, most: number): AxisScale {
  const room = (most - least) * 0.06;
  const step = stepWithThree(least - room, most + room);
  const from = Math.floor((least - room) / (step / 2)) * (step / 2);
  const to = most + room;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to + step * 1e-9; tick += step) ticks.push(tick);
  return { from, to, ticks: ticks.length > 3 ? ticks.slice(-3) : ticks };
}

/** The largest round step of which three multiples lie in the range. */
function stepWithThree(from: number, to: number): number {
  let step = roundStep(to - from);
  for (let tries = 0; tries < 12; tries += 1) {
    if (Math.floor(to / step) - Math.ceil(from / step) >= 2) return step;
    step = roundStepBelow(step);
  }
  return step;
}

function roundStepBelow(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step * 0.999));
  const factor = [5, 2.5, 2, 1].find((one) => one * power < step * 0.999) ?? 1;
  return factor * power;
}

/** "110k" from a thousand on; shortened only here. */
export function axisFigure(value: number, scale: AxisScale, locale: string): string {
  const step = (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0);
  const thousands = Math.max(Math.abs(scale.from), Math.abs(scale.to)) >= 10_000 || step >= 1000;
  const shown = thousands ? value / 1000 : value;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
    .format(shown)
    .replace("-", "\u2212");
  return value === 0 ? "0" : `${text}${thousands ? "k" : ""}`;
}

/** Labels of line ends, pushed apart to at least `gap`, in the order of their places. */
export function spread(
  places: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): readonly number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const moved = [...places];
  let last = top - gap;
  for (const index of order) {
    moved[index] = Math.max(moved[index] ?? 0, last + gap);
    last = moved[index] ?? 0;
  }
  let next = bottom + gap;
  for (const index of [...order].reverse()) {
    moved[index] = Math.min(moved[index] ?? 0, next - gap);
    next = moved[index] ?? 0;
  }
  return moved;
}

/** Widths of columns: characters of the default font in files, points in the object model; pages: inches and points. */

/** Pixels of one digit of Calibri 11, and of a cell's padding. */
const DIGIT = 7;
const PADDING = 5;
const POINTS_PER_PIXEL = 0.75;

export const pointsOfWidth = (characters: number): number =>
  Math.trunc(characters * DIGIT + PADDING) * POINTS_PER_PIXEL;

export const widthOfPoints = (points: number): number =>
  Math.max(0, Math.round(((points / POINTS_PER_PIXEL - PADDING) / DIGIT) * 100) / 100);

export const POINTS_PER_INCH = 72;

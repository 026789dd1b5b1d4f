/**
 * Two averages that feed each other within a month, and never settle. WEST sends pieces to EAST and EAST one to WEST, each
 * out of what was bought there, so that no entry follows from itself. Single pieces of what arrived in EAST are sold by fixed
 * application: when the cost of the arrival rises by a cent, all of them may rise by one at once, and the average of EAST
 * falls. That lowers what WEST gets back, and with it the cost of the arrival.
 */
import { PostingBook, type BookRow } from "./posting-book";

export interface AverageCircle {
  /** Pieces bought in WEST and sent to EAST. */
  readonly sent: number;
  /** Pieces of them sold one by one. */
  readonly sold: number;
  /** Cost of what is bought in WEST, and of the piece bought in EAST. */
  readonly west: string;
  readonly east: string;
}

/** Costs go to and fro by one cent: 3 sent for 4.00 or 4.01, two sold at 1.33 or 1.34 each. */
export const BY_A_CENT: AverageCircle = { sent: 3, sold: 2, west: "3.66", east: "2.01" };

/**
 * The ledger of a circle: entries 1, 2 bought, 3, 4 from WEST to EAST, 5, 6 from EAST to WEST, then the sales. Or a book
 * that goes on with the circle of another item.
 */
export function averageCircle(
  { sent, sold, west, east }: AverageCircle,
  book = new PostingBook("Average"),
  item = "A",
): PostingBook {
  const date = "2025-01-10";
  const byPlace = "Item & Location & Variant";
  book.more["Inventory Setup"] = [{ "Average Cost Period": "Month", "Average Cost Calc. Type": byPlace }];
  const at = (code: string): BookRow => ({ "Location Code": code });
  const value = { "Valued By Average Cost": true };
  const move = (from: string, to: string, source: number, quantity: number): number => {
    const out = book.sell(date, source, quantity, "-1", { item, type: "Transfer", entry: at(from), value });
    const arrived = book.post({ item, date, type: "Transfer", quantity, cost: "1", entry: at(to) });
    book.apply(arrived, arrived, out, quantity);
    return arrived;
  };
  const inWest = book.buy(date, sent, west, { item, entry: at("WEST") });
  const inEast = book.buy(date, 1, east, { item, entry: at("EAST") });
  const arrived = move("WEST", "EAST", inWest, sent);
  move("EAST", "WEST", inEast, 1);
  for (let piece = 0; piece < sold; piece += 1) {
    book.sell(date, arrived, 1, "-1", { item, entry: { ...at("EAST"), "Applies-to Entry": arrived } });
  }
  return book;
}

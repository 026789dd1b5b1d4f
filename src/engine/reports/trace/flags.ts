/**
 * Flags of nodes (spec, 10): a G/L entry that is on another account than today's setup gives for the part it is linked to,
 * and a G/L entry and a value entry with different posting dates. Both ends carry the flag.
 */
import { messageText } from "../../messages";
import { SLOT_TYPES, SLOTS } from "../../posting/account-table";
import { dayText } from "../../values/day";
import { glEntriesOf, valueEntriesOf } from "./related";
import type { Traced } from "./traced";

export type FlagCode = "ACCOUNT_DIFFERS" | "DATE_DIFFERS";

export interface NodeFlag {
  readonly code: FlagCode;
  /** Id of the entry at the other end; of several the one with the lowest number. */
  readonly ref: string;
  readonly message: string;
}

/** Short names, as words beside an entry. */
export const FLAG_NAMES: Readonly<Record<FlagCode, string>> = {
  ACCOUNT_DIFFERS: "account is not today's setup",
  DATE_DIFFERS: "posting dates differ",
};

/** Flags per node id, in the order of FLAG_NAMES; nodes without flags are not in the map. */
export function flagsOf(traced: Traced): ReadonlyMap<string, readonly NodeFlag[]> {
  const flags = new Map<string, NodeFlag[]>();
  const { relations, reverse } = traced;
  for (const gl of traced.glRows) {
    const id = `GL:${traced.gl.numbers[gl] as number}`;
    const ends = valueEntriesOf(relations, gl);
    addFlags(flags, id, byNumber(ends, traced.entries.numbers), (entry) =>
      flagsOfPair(traced, gl, entry, "VE"),
    );
  }
  for (const entry of traced.valueEntryRows) {
    const id = `VE:${traced.entries.numbers[entry] as number}`;
    const ends = glEntriesOf(reverse, entry);
    addFlags(flags, id, byNumber(ends, traced.gl.numbers), (gl) => flagsOfPair(traced, gl, entry, "GL"));
  }
  return flags;
}

function byNumber(rows: Int32Array, numbers: Float64Array): Int32Array {
  return rows.slice().sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
}

/** Keeps the first flag of each code. */
function addFlags(
  flags: Map<string, NodeFlag[]>,
  id: string,
  ends: Int32Array,
  found: (end: number) => readonly NodeFlag[],
): void {
  const own = new Map<FlagCode, NodeFlag>();
  for (const end of ends) for (const flag of found(end)) if (!own.has(flag.code)) own.set(flag.code, flag);
  const ordered = (Object.keys(FLAG_NAMES) as FlagCode[]).flatMap((code) => own.get(code) ?? []);
  if (ordered.length > 0) flags.set(id, ordered);
}

/** Flags of a related pair, as the other end of `refKind` is named. */
function flagsOfPair(traced: Traced, gl: number, entry: number, refKind: "GL" | "VE"): readonly NodeFlag[] {
  const { entries, ledgers } = traced;
  const glId = `GL:${traced.gl.numbers[gl] as number}`;
  const entryId = `VE:${entries.numbers[entry] as number}`;
  const ref = refKind === "GL" ? glId : entryId;
  const flags: NodeFlag[] = [];
  const today = accountToday(traced, gl, entry);
  if (today !== undefined) {
    const words = {
      _gl: glId,
      _entry: entryId,
      _account: ledgers.codes.text(traced.gl.accounts[gl] as number),
      _today: ledgers.codes.text(today),
    };
    flags.push({ code: "ACCOUNT_DIFFERS", ref, message: messageText("ACCOUNT_DIFFERS", words, "trace") });
  }
  const glDate = traced.gl.dates[gl] as number;
  const entryDate = entries.dates[entry] as number;
  if (glDate !== entryDate) {
    const words = { _gl: glId, _entry: entryId, _glDate: dayText(glDate), _entryDate: dayText(entryDate) };
    flags.push({ code: "DATE_DIFFERS", ref, message: messageText("DATE_DIFFERS", words, "trace") });
  }
  return flags;
}

/**
 * Account that today's setup gives for a linked part, where it is another than the G/L entry's (0 when the setup's cell is
 * empty); undefined where they agree, nothing is linked, or the setup has no row.
 */
function accountToday(traced: Traced, gl: number, entry: number): number | undefined {
  const { entries, links } = traced;
  const base = (entries.combination[entry] as number) * SLOTS;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    if (links.glOfLine[entry * SLOTS + slot] !== gl) continue;
    const type = SLOT_TYPES[base + slot] as number;
    if (entries.setupRow(type, entry) < 0) continue;
    const today = entries.account(type, entry);
    if (today !== traced.gl.accounts[gl]) return today;
  }
  return undefined;
}

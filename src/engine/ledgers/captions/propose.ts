/**
 * Proposals for headers in another language or spelling. A proposal is shown for the user to accept; nothing is ever
 * read because of it.
 */
import { nearestHeader } from "../check";
import type { LedgerTableDeclaration } from "../declaration";
import { columnNames, foldHeader, foldTableName, headerMatcher } from "../names";
import { danish } from "./da";
import { german } from "./de";
import { spanish } from "./es";
import { french } from "./fr";
import type { CaptionLanguage } from "./language";

export const captionLanguages: readonly CaptionLanguage[] = [german, french, danish, spanish];

/** What headers of a sheet could mean for one ledger table. */
export interface HeaderProposal {
  /** Caption → header that seems to hold it: by name, by translation, or by likeness, in this order. */
  readonly headers: ReadonlyMap<string, string>;
  /** Language whose captions most of the headers are; undefined when they are Business Central's own or nobody's. */
  readonly language: string | undefined;
  /** How many headers are captions of the table, in its own language or the found one. */
  readonly matched: number;
}

/**
 * Proposes a header for each column of a table. Every header is proposed once at most. `alike` also proposes headers that
 * only look like a caption; that compares letter by letter, so it is left out where many tables are looked through.
 */
export function proposeHeaders(
  table: LedgerTableDeclaration,
  headers: readonly string[],
  { alike = true }: { readonly alike?: boolean } = {},
): HeaderProposal {
  const taken = new Set<string>();
  const found = new Map<string, string>();
  const matcher = headerMatcher(table);
  for (const header of headers) {
    const column = matcher.match(header);
    if (!column || found.has(column.caption)) continue;
    found.set(column.caption, header);
    taken.add(header);
  }
  const own = found.size;
  let language: CaptionLanguage | undefined;
  let translated: ReadonlyMap<string, string> = new Map();
  for (const candidate of captionLanguages) {
    const matches = translatedHeaders(table, headers, candidate, found, taken);
    if (matches.size > translated.size) {
      language = candidate;
      translated = matches;
    }
  }
  for (const [caption, header] of translated) {
    found.set(caption, header);
    taken.add(header);
  }
  const left = new Set(alike ? headers.filter((header) => !taken.has(header)) : []);
  for (const { caption } of table.columns) {
    if (left.size === 0) break;
    if (found.has(caption)) continue;
    const near = nearestHeader(caption, [...left]);
    if (near === undefined) continue;
    found.set(caption, near);
    left.delete(near);
  }
  return {
    headers: found,
    language: translated.size > own ? language?.name : undefined,
    matched: own + translated.size,
  };
}

function translatedHeaders(
  table: LedgerTableDeclaration,
  headers: readonly string[],
  language: CaptionLanguage,
  found: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const byHeader = new Map(
    headers.filter((header) => !taken.has(header)).map((header) => [foldHeader(header), header]),
  );
  const matches = new Map<string, string>();
  if (byHeader.size === 0) return matches;
  const translations = translationsOf(language);
  const used = new Set<string>();
  for (const column of table.columns) {
    if (found.has(column.caption)) continue;
    for (const translation of columnNames(column).flatMap((name) => translations.get(name) ?? [])) {
      const header = byHeader.get(translation);
      if (header === undefined || used.has(header)) continue;
      matches.set(column.caption, header);
      used.add(header);
      break;
    }
  }
  return matches;
}

const foldedTranslations = new Map<CaptionLanguage, ReadonlyMap<string, readonly string[]>>();

/** Folded translations by caption; made when a language is first looked at. */
function translationsOf(language: CaptionLanguage): ReadonlyMap<string, readonly string[]> {
  let known = foldedTranslations.get(language);
  if (!known) {
    const folded = new Map<string, string[]>();
    for (const [caption, ...translations] of language.columns) {
      const list = folded.get(caption) ?? [];
      list.push(...translations.map(foldHeader));
      folded.set(caption, list);
    }
    known = folded;
    foldedTranslations.set(language, known);
  }
  return known;
}

/** The ledger that a sheet of this name is in another language ("Wertposten" → Value Entries). */
export function translatedTable(
  name: string,
): { readonly table: string; readonly language: string } | undefined {
  const wanted = foldTableName(name);
  for (const language of captionLanguages) {
    for (const [table, ...translations] of language.tables) {
      if (translations.some((translation) => foldTableName(translation) === wanted)) {
        return { table, language: language.name };
      }
    }
  }
  return undefined;
}

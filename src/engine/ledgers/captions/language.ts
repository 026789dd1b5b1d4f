/** How the captions of a language are declared: Business Central's own caption → captions in that language. */
export interface CaptionLanguage {
  /** English name of the language, as messages say it. */
  readonly name: string;
  /** Names of tables and their pages. */
  readonly tables: readonly CaptionPair[];
  /** Captions of columns. A caption may stand for several columns where the language does not tell them apart. */
  readonly columns: readonly CaptionPair[];
}

/** Business Central's caption and its translations, the usual one first. */
export type CaptionPair = readonly [caption: string, ...translations: readonly string[]];

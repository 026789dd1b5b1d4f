/** Mappings that were begun and not saved. They outlive the page, so that a look elsewhere does not lose them. */
import type { TieoutApplication } from "../../application/types";

/** Caption → header; "" takes a mapping back. */
export type MappingDraft = ReadonlyMap<string, string>;

const drafts = new WeakMap<TieoutApplication, Map<string, MappingDraft>>();

/** The draft of a place (a ledger, or a sheet that is to become one); empty when there is none. */
export function mappingDraft(application: TieoutApplication, place: string): MappingDraft {
  return drafts.get(application)?.get(place) ?? new Map();
}

/** Keeps a draft; an empty one is forgotten. */
export function keepMappingDraft(application: TieoutApplication, place: string, draft: MappingDraft): void {
  const ofApplication = drafts.get(application) ?? new Map<string, MappingDraft>();
  drafts.set(application, ofApplication);
  if (draft.size === 0) ofApplication.delete(place);
  else ofApplication.set(place, draft);
}

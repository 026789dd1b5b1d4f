/** Addresses of the Trace tab: a start carried in the address, so that any page can lead to the trace of an entry. */

/** A start as the report Trace takes it. */
export type TraceStart =
  | { readonly table: string; readonly entryNo: number }
  | { readonly documentNo: string; readonly postingDate?: string }
  | { readonly orderNo: string };

let links = 0;

/** Every call gives another address, so that the same entry is traced again when it is asked for again. */
export function tracePath(start: TraceStart): string {
  links += 1;
  return `/trace?${encodeURIComponent(JSON.stringify({ ...start, link: links }))}`;
}

export function explainPath(entryNo: number): string {
  return `/trace/explain?${encodeURIComponent(JSON.stringify({ entryNo }))}`;
}

/** The start of an address; undefined when it names none. */
export function startOf(given: Readonly<Record<string, unknown>> | undefined): TraceStart | undefined {
  if (!given) return undefined;
  if (typeof given.table === "string" && Number.isSafeInteger(given.entryNo)) {
    return { table: given.table, entryNo: given.entryNo as number };
  }
  if (typeof given.orderNo === "string") return { orderNo: given.orderNo };
  return typeof given.documentNo === "string" ? { documentNo: given.documentNo } : undefined;
}

/**
 * How ribbon commands reach the pane: they and the pane live in one page. The pane puts its navigation here when it
 * starts; an address that comes earlier waits for it.
 */
import type { Navigation } from "./navigation";

let pane: Navigation | undefined;
let waiting: string | undefined;

/** Opens a view of the pane ("/reports/inventory-valuation"), at once or as soon as the pane stands. */
export function openView(path: string): void {
  if (pane) pane.open(path);
  else waiting = path;
}

/** Called by the page when its navigation stands. Returns the address that a command asked for before. */
export function connectPane(navigation: Navigation): string | undefined {
  pane = navigation;
  const path = waiting;
  waiting = undefined;
  if (path !== undefined) navigation.open(path);
  return path;
}

/** Takes the pane away again (tests). */
export function disconnectPane(): void {
  pane = undefined;
  waiting = undefined;
}

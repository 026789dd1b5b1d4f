/** How ribbon commands lead into the pane: they open it at an address, or put a message into it. */
import { openView } from "../taskpane/bridge";

export interface PaneDoor {
  /** Shows the pane at an address. */
  open(path: string): Promise<void>;
}

/** The pane of this page. */
export const paneDoor: PaneDoor = {
  async open(path) {
    openView(path);
    await Office.addin.showAsTaskpane();
  },
};

/** What the pane says when a command could not do its work. */
export interface Notice {
  readonly title: string;
  readonly message: string;
}

/** Address of a page that shows a message. */
export function noticePath(notice: Notice): string {
  return `/notice?${encodeURIComponent(JSON.stringify(notice))}`;
}

/** Address of the page that asks before a sheet is removed. */
export function removePath(sheet: string): string {
  return `/remove?${encodeURIComponent(JSON.stringify({ sheet }))}`;
}

/** Page setup of a worksheet. Margins are points. */

import type { Rect } from "./address";

export interface HeaderFooterTexts {
  leftHeader: string;
  centerHeader: string;
  rightHeader: string;
  leftFooter: string;
  centerFooter: string;
  rightFooter: string;
}

export interface PageLayout {
  orientation: "Portrait" | "Landscape";
  paperSize: string;
  blackAndWhite: boolean;
  draftMode: boolean;
  centerHorizontally: boolean;
  centerVertically: boolean;
  printHeadings: boolean;
  printGridlines: boolean;
  printErrors: string;
  printComments: string;
  printOrder: string;
  firstPageNumber: number | "";
  leftMargin: number;
  rightMargin: number;
  topMargin: number;
  bottomMargin: number;
  headerMargin: number;
  footerMargin: number;
  zoom: { scale?: number; horizontalFitToPages?: number; verticalFitToPages?: number };
  printArea: readonly Rect[];
  titleRows: Rect | undefined;
  titleColumns: Rect | undefined;
  headersFooters: {
    state: string;
    useSheetMargins: boolean;
    useSheetScale: boolean;
    texts: Record<"defaultForAllPages" | "firstPage" | "evenPages" | "oddPages", HeaderFooterTexts>;
  };
}

const emptyTexts = (): HeaderFooterTexts => ({
  leftHeader: "",
  centerHeader: "",
  rightHeader: "",
  leftFooter: "",
  centerFooter: "",
  rightFooter: "",
});

/** Page setup of a new worksheet: portrait Letter with Excel's normal margins. */
export function defaultPageLayout(): PageLayout {
  return {
    orientation: "Portrait",
    paperSize: "Letter",
    blackAndWhite: false,
    draftMode: false,
    centerHorizontally: false,
    centerVertically: false,
    printHeadings: false,
    printGridlines: false,
    printErrors: "AsDisplayed",
    printComments: "NoComments",
    printOrder: "DownThenOver",
    firstPageNumber: "",
    leftMargin: 50.4,
    rightMargin: 50.4,
    topMargin: 54,
    bottomMargin: 54,
    headerMargin: 21.6,
    footerMargin: 21.6,
    zoom: { scale: 100 },
    printArea: [],
    titleRows: undefined,
    titleColumns: undefined,
    headersFooters: {
      state: "Default",
      useSheetMargins: true,
      useSheetScale: true,
      texts: {
        defaultForAllPages: emptyTexts(),
        firstPage: emptyTexts(),
        evenPages: emptyTexts(),
        oddPages: emptyTexts(),
      },
    },
  };
}

/** Fluent themes of the pane: ink blue as the one accent, 13 px text, status colours that keep their contrast. */
import {
  createDarkTheme,
  createLightTheme,
  type BrandVariants,
  type Theme,
} from "@fluentui/react-components";

const ink: BrandVariants = {
  10: "#050B12",
  20: "#0C1C2C",
  30: "#102C47",
  40: "#13395D",
  50: "#164673",
  60: "#194F83",
  70: "#1C558B",
  80: "#205B94",
  90: "#3A6FA6",
  100: "#5384B7",
  110: "#6C98C6",
  120: "#86ACD4",
  130: "#A1C0E1",
  140: "#BCD4EC",
  150: "#D7E7F5",
  160: "#EEF5FB",
};

/** Fluent labels its controls in 14 px; beside 13 px body text they are brought down here, not per component. */
const type = { fontSizeBase300: "13px", lineHeightBase300: "18px" };

export const lightTheme: Theme = {
  ...createLightTheme(ink),
  ...type,
  colorStatusSuccessForeground1: "#0E700E",
  colorStatusWarningForeground1: "#BC4B09",
  colorStatusDangerForeground1: "#B10E1C",
};

const dark = createDarkTheme(ink);

export const darkTheme: Theme = {
  ...dark,
  ...type,
  colorBrandForegroundLink: ink[130],
  colorBrandForegroundLinkHover: ink[140],
  colorBrandForegroundLinkPressed: ink[120],
  colorBrandForeground1: ink[120],
  colorBrandForeground2: ink[130],
  colorCompoundBrandStroke: ink[120],
  colorCompoundBrandForeground1: ink[120],
  colorStatusSuccessForeground1: "#54B054",
  colorStatusWarningForeground1: "#FAA06B",
  colorStatusDangerForeground1: "#DC626D",
  colorStatusDangerForeground3: "#EEACB2",
};

/** Danger as text: in dark the icon's red is too dim for words. */
export function dangerText(isDark: boolean): string {
  return isDark ? "var(--colorStatusDangerForeground3)" : "var(--colorStatusDangerForeground1)";
}

/** Whether the host (or the system) wants a dark pane. */
export function prefersDark(
  officeTheme: { readonly bodyBackgroundColor?: string; readonly isDarkTheme?: boolean } | undefined,
): boolean {
  if (officeTheme?.isDarkTheme !== undefined) return officeTheme.isDarkTheme;
  const background = officeTheme?.bodyBackgroundColor;
  if (background && /^#[0-9a-f]{6}$/i.test(background)) {
    const channel = (at: number): number => Number.parseInt(background.slice(at, at + 2), 16);
    return (channel(1) * 299 + channel(3) * 587 + channel(5) * 114) / 1000 < 128;
  }
  return typeof matchMedia === "function" && matchMedia("(prefers-color-scheme: dark)").matches;
}

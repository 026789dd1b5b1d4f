/** What the pane's page asks of its host besides the workbook: readiness, theme, language, start with the workbook. */

/** Colours of the host, as far as it tells. */
export interface HostTheme {
  readonly bodyBackgroundColor?: string;
  readonly isDarkTheme?: boolean;
}

/** Waits for Office. True inside Excel, false in a plain browser. */
export async function hostReady(): Promise<boolean> {
  if (typeof Office === "undefined") return false;
  const { host } = await Office.onReady();
  return (host as unknown) === Office.HostType.Excel;
}

/** The host's theme; undefined when it does not tell. */
export function hostTheme(): HostTheme | undefined {
  try {
    return Office.context.officeTheme;
  } catch {
    return undefined;
  }
}

/** Language of Excel's surface ("de-DE"), "" when unknown. */
export function hostLanguage(): string {
  try {
    return Office.context.displayLanguage;
  } catch {
    return "";
  }
}

/** Prefix that keeps storage of different partitions apart in browsers that have them; "" elsewhere. */
export function storagePartition(): string {
  try {
    return (Office.context as { readonly partitionKey?: string }).partitionKey ?? "";
  } catch {
    return "";
  }
}

/** Whether the host can open the pane with the workbook. */
export function canStartWithWorkbook(): boolean {
  try {
    return Office.context.requirements.isSetSupported("SharedRuntime", "1.1");
  } catch {
    return false;
  }
}

/** Opens the pane together with this workbook from now on, or no longer. */
export async function startWithWorkbook(on: boolean): Promise<void> {
  await Office.addin.setStartupBehavior(on ? Office.StartupBehavior.load : Office.StartupBehavior.none);
}

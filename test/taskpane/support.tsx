/** Renders the whole pane over a fake application, and reads what it shows. */
import { act, render, type RenderResult } from "@testing-library/react";
import axe from "axe-core";
import { generateSample } from "../../sample/generate";
import type { TieoutApplication } from "../../src/application/types";
import { App } from "../../src/taskpane/App";
import { Navigation } from "../../src/taskpane/navigation";
import type { JsonWorkbook } from "./fake-application";

// The engine computes the sample company in every test; a loaded machine needs more than the usual five seconds.
jest.setTimeout(120_000);

export interface RenderedPane extends RenderResult {
  readonly navigation: Navigation;
}

let sample: JsonWorkbook | undefined;

/** The sample company as a JSON workbook; made once per test file. */
export function sampleWorkbook(): JsonWorkbook {
  sample ??= Object.fromEntries(
    [...generateSample().tables].map(([sheet, table]) => [
      sheet,
      Array.from({ length: table.rowCount }, (_, row) =>
        Object.fromEntries(table.row(row).map((value, column) => [table.columns[column] ?? "", value])),
      ),
    ]),
  );
  return sample;
}

/** Opens the pane at an address and waits until its page is loaded. */
export async function renderPane(
  application: TieoutApplication,
  path: string,
  options: { readonly today?: string; readonly dark?: boolean; readonly locale?: string } = {},
): Promise<RenderedPane> {
  const navigation = new Navigation();
  navigation.open(path);
  const today = options.today ?? "2026-02-03";
  const result = render(
    <App
      application={application}
      navigation={navigation}
      locale={options.locale ?? "en-GB"}
      dark={options.dark ?? false}
      today={() => today}
    />,
  );
  await settle();
  return { ...result, navigation };
}

/** Lets everything that waits (loaded pages, answers of the application, dialogs) come in: until the page is quiet. */
export async function settle(): Promise<void> {
  let quiet = 0;
  const observer = new MutationObserver(() => {
    quiet = 0;
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  // One scope a turn: React draws when a scope of act ends.
  for (let turn = 0; turn < 400 && quiet < 30; turn += 1) {
    await act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
    });
    quiet += 1;
  }
  observer.disconnect();
}

/** Findings of axe; Fluent's focus helpers are the one known false alarm. jsdom has no layout, so no contrast. */
export async function axeFindings(container: Element): Promise<readonly string[]> {
  const { violations } = await axe.run(
    { include: [container as HTMLElement], exclude: [["[data-tabster-dummy]"]] },
    { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } },
  );
  return violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`,
  );
}

/** Words that the pane never says (they blame, or they say nothing). */
const FORBIDDEN = /\b(success|successfully|oops|please|invalid|error occurred)\b/i;

export function forbiddenWords(container: Element): string | undefined {
  return FORBIDDEN.exec(container.textContent)?.[0];
}

interface ShownLine {
  readonly label: string;
  /** In hundredths. */
  readonly amount: bigint;
  readonly rule: string;
  readonly closing: string;
}

/** A figure as it is shown ("−2,939.50", en-GB) in hundredths. */
export function hundredths(text: string): bigint {
  const plain = text.replaceAll(",", "").replace("\u2212", "-").trim();
  const match = /^([-+]?)(\d+)\.(\d{2})$/.exec(plain);
  if (!match) throw new Error(`“${text}” is not an amount with two decimals`);
  const value = BigInt((match[2] ?? "") + (match[3] ?? ""));
  return match[1] === "-" ? -value : value;
}

/** The lines of a block of arithmetic, from what is displayed. */
export function shownLines(block: Element): readonly ShownLine[] {
  return [...block.querySelectorAll("tr")].map((row) => ({
    label: row.querySelector("th")?.textContent ?? "",
    amount: hundredths(row.querySelector("td")?.textContent ?? ""),
    rule: row.dataset.rule ?? "",
    closing: row.dataset.closing ?? "",
  }));
}

/** Every double rule stands under 0.00 or under two equal totals; every heavy rule does not. */
export function doubleRuleFaults(container: Element): readonly string[] {
  const faults: string[] = [];
  for (const row of container.querySelectorAll<HTMLElement>('[data-closing="double"]')) {
    const figures = [...row.querySelectorAll("td")].map((cell) => hundredths(cell.textContent));
    const isZero = figures.length === 1 && figures[0] === 0n;
    const areEqual = figures.length >= 2 && (figures[0] === figures[1] || figures.at(-1) === 0n);
    if (!isZero && !areEqual) faults.push(row.textContent);
  }
  return faults;
}

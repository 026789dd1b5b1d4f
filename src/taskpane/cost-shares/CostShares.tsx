/** Cost Shares Breakdown: one stacked bar per group, the parts with their figures, and the items behind them. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { Group } from "../../engine/reports/cost-shares-breakdown/shares";
import type { Amount } from "../../engine/reports/cost-shares-breakdown/parts";
import type { Result } from "../../engine/reports/cost-shares-breakdown/run";
import { partsOfTotal } from "../../engine/reports/cost-shares-breakdown/summary";
import { approximately, compare, isZero, magnitude, sumOf } from "../exact";
import { withShownRest } from "../shown-rest";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { ShareBars, toneOf } from "../parts/Chart";
import { Arithmetic } from "../parts/Arithmetic";
import { Caption, Card, Row, RowList, Section } from "../parts/layout";
import { ResultPage } from "../report/ResultPage";
import type { ResultPageProps } from "../report/special-results";

const BARS = 6;
const SHOWN_GROUPS = 10;

const useStyles = makeStyles({
  table: { width: "100%", borderCollapse: "collapse", marginTop: "8px" },
  label: { padding: "2px 8px 2px 0", textAlign: "left", fontWeight: 400 },
  inner: { display: "flex", alignItems: "center", gap: "8px" },
  tone: {
    width: "10px",
    height: "10px",
    flexShrink: 0,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    boxSizing: "border-box",
    forcedColorAdjust: "none",
  },
  figure: {
    padding: "2px 0 2px 8px",
    textAlign: "right",
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
  },
  strong: { fontWeight: 600 },
  over: { borderTop: `1px solid ${tokens.colorNeutralForeground1}` },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

interface Bucket {
  readonly name: string;
  readonly groups: readonly Group[];
}

export function CostShares(props: ResultPageProps): React.JSX.Element {
  const result = props.record.reply.result as unknown as Result;
  return (
    <ResultPage {...props} withoutArithmetic>
      <Shares result={result} />
      <TieOut {...props} />
      <Groups result={result} />
    </ResultPage>
  );
}

/** What the cost ties to: the arithmetic from the cost on; its parts stand in the list above. */
function TieOut({ record }: ResultPageProps): React.JSX.Element | null {
  const formats = useFormats();
  const lines = record.reply.summary?.arithmetic ?? [];
  const cost = lines.findIndex((line) => line.rule === "rule");
  if (cost < 0 || cost === lines.length - 1) return null;
  return (
    <Card>
      <Arithmetic
        caption="What the cost ties to"
        lines={withShownRest(
          lines.slice(cost).map((line, index) => {
            const { rule, ...rest } = line;
            const label = formats.words(line.label);
            return index === 0 || rule === undefined ? { ...rest, label } : { ...rest, rule, label };
          }),
        )}
      />
    </Card>
  );
}

/** Groups of the result by posting group or status, the largest first. */
function buckets(result: Result): readonly Bucket[] {
  const byName = new Map<string, Group[]>();
  for (const group of result.groups) {
    const name =
      (result.printCostShare === "WIP Inventory" ? group.status : group.inventoryPostingGroup) || "(blank)";
    byName.set(name, [...(byName.get(name) ?? []), group]);
  }
  return [...byName]
    .map(([name, groups]) => ({ name, groups }))
    .sort((a, b) => compare(magnitude(total(b)), magnitude(total(a))));
}

function total(bucket: Bucket): string {
  return sumOf(bucket.groups.map((group) => group.total));
}

function Shares({ result }: { readonly result: Result }): React.JSX.Element | null {
  const styles = useStyles();
  const formats = useFormats();
  const all = buckets(result);
  if (all.length === 0) return null;
  const parts = partsOfTotal
    .filter(({ field }) => !isZero(result.totals[field]))
    .sort((a, b) => compare(magnitude(result.totals[b.field]), magnitude(result.totals[a.field])));
  const shown = all.slice(0, BARS);
  const amount = (bucket: Bucket, field: Amount): string => sumOf(bucket.groups.map((group) => group[field]));
  // Issues carry their cost as minus: bars show sizes, so the sign of the whole is taken out.
  const sign = result.totals.total.startsWith("-") ? -1 : 1;
  const bars = shown.map((bucket) => ({
    name: bucket.name,
    parts: parts.map(({ field, label }, tone) => ({
      name: label,
      value: sign * approximately(amount(bucket, field)),
      tone,
    })),
  }));
  const label = `Cost shares. Of ${formats.amount(result.totals.total)}: ${parts
    .map((part) => `${part.label.toLowerCase()} ${formats.amount(result.totals[part.field])}`)
    .join(", ")}.`;
  const lines = withShownRest([
    ...parts.map((part) => ({ label: part.label, amount: result.totals[part.field] })),
    { label: "Cost", amount: result.totals.total, rule: "rule" },
  ]);
  const by = result.printCostShare === "WIP Inventory" ? "by status" : "by posting group";
  return (
    <Section
      title={`Shares ${by}`}
      caption={all.length > BARS ? `the ${BARS} largest of ${formats.count(all.length)}` : undefined}
    >
      <ShareBars bars={bars} label={label} />
      <table className={styles.table} data-shares="">
        <caption className={styles.hidden}>Shares of all groups</caption>
        <tbody>
          {lines.map((line, tone) => {
            const isTotal = line.rule !== undefined;
            return (
              <tr key={line.label}>
                <th scope="row" className={mergeClasses(styles.label, isTotal && styles.strong)}>
                  <span className={styles.inner}>
                    {tone < parts.length ? (
                      <span
                        className={styles.tone}
                        style={{ backgroundColor: toneOf(tone) }}
                        aria-hidden="true"
                      />
                    ) : null}
                    {line.label}
                  </span>
                </th>
                <td className={mergeClasses(styles.figure, isTotal && styles.strong, isTotal && styles.over)}>
                  {formats.amount(line.amount)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

/** Items or orders, the largest first; each opens its parts in words. */
function Groups({ result }: { readonly result: Result }): React.JSX.Element | null {
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState("");
  if (result.groups.length === 0) return null;
  const sorted = [...result.groups].sort((a, b) => compare(magnitude(b.total), magnitude(a.total)));
  const shown = all ? sorted : sorted.slice(0, SHOWN_GROUPS);
  const unit = result.printCostShare === "WIP Inventory" ? "orders" : "items";
  const rest = sorted.length - shown.length;
  return (
    <Section title={unit === "orders" ? "Orders" : "Items"} caption={counted(formats, sorted.length, unit)}>
      <RowList label={unit === "orders" ? "Production orders" : "Items"}>
        {shown.flatMap((group) => {
          const key = `${group.status ?? ""}${group.no}`;
          const own = partsOfTotal.filter(({ field }) => !isZero(group[field]));
          const opened = open === key;
          return [
            <Row
              key={key}
              title={[group.no, group.description].filter(Boolean).join(" ")}
              detail={`${formats.quantity(group.quantity)} · ${own.map((one) => one.label.toLowerCase()).join(", ")}`}
              figure={formats.amount(group.total)}
              label={`${group.no} ${group.description}, ${formats.amount(group.total)}`}
              expanded={opened}
              onOpen={() => {
                setOpen(opened ? "" : key);
              }}
            />,
            ...(opened
              ? [
                  <li key={`${key} parts`} style={{ padding: "0 0 8px 12px" }}>
                    <Arithmetic
                      caption={`Parts of ${group.no}`}
                      lines={withShownRest([
                        ...own.map(({ field, label }) => ({ label, amount: group[field] })),
                        { label: "Cost", amount: group.total, rule: "rule" as const, strong: true },
                      ])}
                    />
                  </li>,
                ]
              : []),
          ];
        })}
      </RowList>
      {rest > 0 ? (
        <p style={{ margin: "8px 0 0" }}>
          <Link
            as="button"
            onClick={() => {
              setAll(true);
            }}
          >
            Show {formats.count(rest)} more
          </Link>{" "}
          <Caption>{formats.amount(sumOf(sorted.slice(SHOWN_GROUPS).map((group) => group.total)))}</Caption>
        </p>
      ) : null}
    </Section>
  );
}

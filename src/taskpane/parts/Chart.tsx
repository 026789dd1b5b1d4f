/**
 * The pane's charts, drawn by hand: lines over months, one stacked bar per group, paired bars. Each is an image with a
 * sentence; every figure stands in a table below it. Lines differ by dash and end mark, not by colour alone.
 */
import { makeStyles, tokens } from "@fluentui/react-components";
import { useFormats } from "../format-context";
import { axisFigure, axisOf, spread } from "./chart-scale";

const WIDTH = 328;
const HEIGHT = 150;

const useStyles = makeStyles({
  chart: { display: "block", width: "100%", maxWidth: "448px", marginTop: "8px", overflow: "visible" },
  text: {
    fontSize: "10px",
    fill: tokens.colorNeutralForeground3,
    "@media (forced-colors: active)": { fill: "CanvasText" },
  },
  hairline: {
    stroke: tokens.colorNeutralStroke2,
    strokeWidth: "1px",
    "@media (forced-colors: active)": { stroke: "CanvasText", strokeOpacity: 0.4 },
  },
  first: {
    stroke: tokens.colorBrandForeground1,
    fill: tokens.colorBrandForeground1,
    "@media (forced-colors: active)": { stroke: "CanvasText", fill: "CanvasText" },
  },
  second: {
    stroke: tokens.colorNeutralForeground1,
    fill: tokens.colorNeutralForeground1,
    "@media (forced-colors: active)": { stroke: "CanvasText", fill: "CanvasText" },
  },
  third: {
    stroke: tokens.colorNeutralForeground3,
    fill: tokens.colorNeutralForeground3,
    "@media (forced-colors: active)": { stroke: "CanvasText", fill: "CanvasText" },
  },
  line: { fill: "none" },
  label: { stroke: "none", fontSize: "11px" },
  strong: { fontWeight: 600 },
  bar: { stroke: "none" },
  hollow: { fill: tokens.colorNeutralBackground1, strokeWidth: "1px" },
  gap: {
    stroke: tokens.colorNeutralBackground1,
    strokeWidth: "1px",
    "@media (forced-colors: active)": { stroke: "Canvas", fill: "CanvasText" },
  },
  zero: {
    stroke: tokens.colorNeutralForeground1,
    strokeWidth: "1px",
    "@media (forced-colors: active)": { stroke: "CanvasText" },
  },
});

export interface LineSeries {
  readonly name: string;
  /** One value per month; for lengths only. */
  readonly values: readonly number[];
}

const LOOKS = ["first", "second", "third"] as const;

/** Value over months. Today's method first; at most three lines. Months are "2026-01". */
export function LineChart(props: {
  readonly months: readonly string[];
  readonly series: readonly LineSeries[];
  readonly label: string;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const series = props.series.slice(0, LOOKS.length);
  const scale = axisOf(
    series.flatMap((one) => one.values),
    false,
  );
  const left = 34;
  const right = WIDTH - 66;
  const top = 8;
  const bottom = HEIGHT - 26;
  const x = (index: number): number =>
    props.months.length < 2 ? right : left + ((right - left) * index) / (props.months.length - 1);
  const y = (value: number): number =>
    bottom - ((value - scale.from) / (scale.to - scale.from)) * (bottom - top);
  const ends = series.map((one) => y(one.values.at(-1) ?? 0));
  const labels = spread(ends, 12, top, bottom);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.label}>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.hairline} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className={styles.text} x={left - 6} y={y(tick) + 3.5} textAnchor="end">
            {axisFigure(tick, scale, formats.locale)}
          </text>
        </g>
      ))}
      <MonthAxis months={props.months} x={x} y={bottom} />
      {[...series].reverse().map((one, behind) => {
        const index = series.length - 1 - behind;
        const look = LOOKS[index] ?? "third";
        const points = one.values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
        return (
          <g key={one.name} className={styles[look]}>
            <polyline
              className={styles.line}
              style={{ fill: "none" }}
              points={points}
              strokeWidth={index === 0 ? 2.25 : 1.5}
              strokeLinejoin="round"
              strokeDasharray={index === 0 ? undefined : index === 1 ? "5 3" : "1.5 3"}
            />
            <EndMark index={index} x={x(one.values.length - 1)} y={ends[index] ?? 0} />
            <text
              className={`${styles.label} ${index === 0 ? styles.strong : ""}`}
              style={{ stroke: "none" }}
              x={right + 8}
              y={(labels[index] ?? 0) + 4}
            >
              {one.name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Circle, square, triangle. */
function EndMark({
  index,
  x,
  y,
}: {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}): React.JSX.Element {
  if (index === 0) return <circle cx={x} cy={y} r={3} stroke="none" />;
  if (index === 1) return <rect x={x - 3} y={y - 3} width={6} height={6} stroke="none" />;
  return <path d={`M${x} ${y - 4}l4 7h-8z`} stroke="none" />;
}

/** First letters of months; where there are more than twelve, a tick and the year at each change of the year. */
function MonthAxis(props: {
  readonly months: readonly string[];
  readonly x: (index: number) => number;
  readonly y: number;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { months, x, y } = props;
  const long = months.length > 12;
  const dense = months.length > 24;
  const letter = new Intl.DateTimeFormat(formats.locale, { month: "narrow", timeZone: "UTC" });
  return (
    <g>
      {months.map((month, index) => {
        const newYear = long && month.endsWith("-01");
        return (
          <g key={month}>
            {dense && !newYear ? null : (
              <text className={styles.text} x={x(index)} y={y + 14} textAnchor="middle">
                {newYear ? month.slice(0, 4) : letter.format(new Date(`${month}-01T00:00:00Z`))}
              </text>
            )}
            {newYear ? (
              <line className={styles.hairline} x1={x(index)} x2={x(index)} y1={y} y2={y + 4} />
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

export interface ShareBar {
  readonly name: string;
  /** Largest first; for lengths only. Negative parts are not drawn. */
  readonly parts: readonly { readonly name: string; readonly value: number; readonly tone: number }[];
}

/** Ink 80, 110, 140, then greys; the text on each. */
const TONES: readonly { readonly fill: string; readonly text: string }[] = [
  { fill: "#205B94", text: "#FFFFFF" },
  { fill: "#6C98C6", text: "#000000" },
  { fill: "#BCD4EC", text: "#000000" },
  { fill: "#8A8A8A", text: "#000000" },
  { fill: "#B8B8B8", text: "#000000" },
  { fill: "#D6D6D6", text: "#000000" },
];

/** Colour of a part, for the list below the chart. */
export function toneOf(tone: number): string {
  return TONES[Math.min(tone, TONES.length - 1)]?.fill ?? "#D6D6D6";
}

/** Shares of a whole: one stacked bar per group, from 0; names inside where they fit. */
export function ShareBars(props: {
  readonly bars: readonly ShareBar[];
  readonly label: string;
}): React.JSX.Element {
  const styles = useStyles();
  const row = 34;
  const height = props.bars.length * row;
  const sums = props.bars.map((bar) => bar.parts.reduce((sum, part) => sum + Math.max(0, part.value), 0));
  const longest = Math.max(1e-9, ...sums);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={props.label}>
      {props.bars.map((bar, index) => {
        let at = 0;
        return (
          <g key={bar.name} transform={`translate(0 ${index * row})`}>
            <text className={styles.text} style={{ fontSize: "11px" }} x={0} y={10}>
              {bar.name}
            </text>
            {bar.parts.map((part) => {
              const width = (Math.max(0, part.value) / longest) * WIDTH;
              const x = at;
              at += width;
              if (width < 0.5) return null;
              const tone = TONES[Math.min(part.tone, TONES.length - 1)];
              const fits = part.name.length * 6 + 8 < width;
              return (
                <g key={part.name}>
                  <rect className={styles.gap} x={x} y={14} width={width} height={14} fill={tone?.fill} />
                  {fits ? (
                    <text
                      x={x + 5}
                      y={24.5}
                      fontSize={10}
                      fill={tone?.text}
                      style={{ forcedColorAdjust: "auto" }}
                    >
                      {part.name}
                    </text>
                  ) : null}
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}

export interface BarPair {
  readonly name: string;
  /** For lengths only. */
  readonly first: number;
  readonly second: number;
}

/** Two figures per project, bars from 0: the first filled, the second hollow, so that both read without colour. */
export function PairedBars(props: {
  readonly pairs: readonly BarPair[];
  readonly names: readonly [string, string];
  readonly label: string;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const row = 34;
  const left = 64;
  const head = 16;
  const height = head + props.pairs.length * row + 16;
  const scale = axisOf(
    props.pairs.flatMap((pair) => [pair.first, pair.second]),
    true,
  );
  const x = (value: number): number =>
    left + ((value - scale.from) / (scale.to - scale.from)) * (WIDTH - left - 12);
  const bar = (value: number): { readonly x: number; readonly width: number } => ({
    x: Math.min(x(0), x(value)),
    width: Math.max(0.75, Math.abs(x(value) - x(0))),
  });
  const [first, second] = props.names;
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={props.label}>
      <g>
        <rect className={`${styles.first} ${styles.bar}`} x={left} y={1} width={9} height={9} />
        <text className={styles.text} x={left + 13} y={9}>
          {first}
        </text>
        <rect className={`${styles.second} ${styles.hollow}`} x={left + 110.5} y={1.5} width={8} height={8} />
        <text className={styles.text} x={left + 124} y={9}>
          {second}
        </text>
      </g>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.hairline} x1={x(tick)} x2={x(tick)} y1={head} y2={height - 14} />
          <text className={styles.text} x={x(tick)} y={height - 3} textAnchor="middle">
            {axisFigure(tick, scale, formats.locale)}
          </text>
        </g>
      ))}
      <line className={styles.zero} x1={x(0)} x2={x(0)} y1={head} y2={height - 14} />
      {props.pairs.map((pair, index) => (
        <g key={pair.name} transform={`translate(0 ${head + index * row})`}>
          <text
            className={styles.text}
            style={{ fontSize: "11px" }}
            x={left - 6}
            y={row / 2 + 4}
            textAnchor="end"
          >
            {pair.name.length > 9 ? `${pair.name.slice(0, 8)}…` : pair.name}
          </text>
          <rect className={`${styles.first} ${styles.bar}`} {...bar(pair.first)} y={6} height={10} />
          <rect className={`${styles.second} ${styles.hollow}`} {...bar(pair.second)} y={18} height={10} />
        </g>
      ))}
    </svg>
  );
}

/** The Trace tab: an entry or document, the tree of what belongs to it, its open ends, and where the cost goes on. */
import {
  Button,
  Dropdown,
  Field,
  Link,
  makeStyles,
  Option,
  SearchBox,
  tokens,
} from "@fluentui/react-components";
import { TableSimpleRegular } from "@fluentui/react-icons/svg/table-simple";
import { useEffect, useMemo, useState } from "react";
import type { TraceNode } from "../../engine/reports/trace/nodes";
import type { Result } from "../../engine/reports/trace/run";
import { PROBLEM_NAMES, tracedShare } from "../../engine/reports/trace/summary";
import { traceTree, type TreeRow } from "../../engine/reports/trace/tree";
import type { Selection } from "../../application/types";
import { entryIsGone } from "../attempt";
import { isZero, minus, negated } from "../exact";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { ActionBar } from "../parts/ActionBar";
import { Arithmetic } from "../parts/Arithmetic";
import { Caption, Row, RowList, Section } from "../parts/layout";
import { Loading } from "../parts/Loading";
import { MessagePanel } from "../parts/MessagePanel";
import { StateMark } from "../parts/StateMark";
import { explainPath, type TraceStart } from "./address";
import { moreShown, TraceTree } from "./TraceTree";
import { openAtFirst, parentsOf, treeItems } from "./tree-items";
import { DIRECTIONS, KINDS, useTrace, type Kind, type Tracing } from "./use-trace";

const useStyles = makeStyles({
  search: {
    display: "grid",
    gridTemplateColumns: "118px 1fr",
    gap: "8px",
    marginTop: "12px",
    "@media (max-width: 339px)": { gridTemplateColumns: "1fr" },
  },
  hint: { margin: "6px 0 0" },
  summary: {
    display: "flex",
    alignItems: "center",
    gap: "6px",
    minHeight: "32px",
    marginTop: "10px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  traced: { flexGrow: 1 },
  pair: {
    display: "grid",
    gridTemplateColumns: "1fr 1fr",
    gap: "12px",
    marginTop: "8px",
    "@media (max-width: 339px)": { gridTemplateColumns: "1fr" },
  },
});

const STEPS = [0, 1, 2, 3, 5, 10] as const;

export function Trace(props: { readonly given?: Readonly<Record<string, unknown>> }): React.JSX.Element {
  const tracing = useTrace(props.given);
  const { state } = tracing;
  const [current, setCurrent] = useState("row-0");
  const rows = useMemo(
    () => (state.result ? traceTree(state.result.nodes, state.result.edges, state.result.start) : []),
    [state.result],
  );
  const node = rows[Number(current.replace(/^\D+/, ""))]?.node ?? rows[0]?.node;
  return (
    <View title="Trace" large actions={state.result ? <Actions tracing={tracing} node={node} /> : undefined}>
      <Search tracing={tracing} />
      {state.busy && !state.result ? <Loading label="Tracing" rows={6} /> : null}
      <Problem tracing={tracing} />
      {state.result ? (
        <Found
          key={JSON.stringify([state.start, state.options])}
          result={state.result}
          rows={rows}
          current={current}
          onCurrent={setCurrent}
        />
      ) : state.problem || state.busy ? null : (
        <p>
          <Caption>Enter a number, or select a cell in a ledger and press Trace Entry.</Caption>
        </p>
      )}
      {state.result ? <FollowTheCost tracing={tracing} /> : null}
    </View>
  );
}

function Search({ tracing }: { readonly tracing: Tracing }): React.JSX.Element {
  const styles = useStyles();
  const { application } = usePane();
  const { state } = tracing;
  const [selection, setSelection] = useState<Selection>();
  useEffect(() => {
    let current = true;
    const look = (): void => {
      void application.selection().then((found) => {
        if (current) setSelection(found);
      });
    };
    look();
    // Coming back from the grid may bring another cell.
    window.addEventListener("focus", look);
    return () => {
      current = false;
      window.removeEventListener("focus", look);
    };
  }, [application]);
  const offered = selection?.kind === "entry" ? selection : undefined;
  const known = offered && KINDS.some(({ table }) => table === offered.table);
  return (
    <>
      <form
        className={styles.search}
        onSubmit={(event) => {
          event.preventDefault();
          tracing.search();
        }}
      >
        <Dropdown
          aria-label="Kind of entry"
          style={{ minWidth: 0 }}
          value={state.kind}
          selectedOptions={[state.kind]}
          onOptionSelect={(_, data) => {
            tracing.type({ kind: (data.optionValue ?? "G/L Entry") as Kind });
          }}
        >
          {KINDS.map(({ kind }) => (
            <Option key={kind} value={kind}>
              {kind}
            </Option>
          ))}
        </Dropdown>
        <SearchBox
          style={{ minWidth: 0, maxWidth: "none" }}
          aria-label={numberCaption(state.kind)}
          placeholder={numberCaption(state.kind)}
          value={state.text}
          onChange={(_, data) => {
            tracing.type({ text: data.value });
          }}
        />
      </form>
      {offered && known ? (
        <p className={styles.hint}>
          <Caption>From the selected cell: {offered.cell}. </Caption>
          <Link
            as="button"
            inline
            style={{ fontSize: "12px", lineHeight: "16px" }}
            onClick={() => {
              tracing.trace({ table: offered.table, entryNo: offered.entryNo });
            }}
          >
            Use it
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** What is typed for a kind of start, in Business Central's words. */
function numberCaption(kind: Kind): string {
  return kind === "Document" ? "Document No." : kind === "Order" ? "Order No." : "Entry No.";
}

function Problem({ tracing }: { readonly tracing: Tracing }): React.JSX.Element | null {
  const { problem, text, kind } = tracing.state;
  if (!problem) return null;
  const table = KINDS.find((one) => one.kind === kind)?.table ?? "";
  const notFound = ["ENTRY_NOT_FOUND", "DOCUMENT_NOT_FOUND", "ORDER_NOT_FOUND"].includes(problem.code);
  return (
    <MessagePanel
      intent="error"
      {...(notFound
        ? {
            actions: (
              <Button size="small" onClick={tracing.searchOthers}>
                Search the other ledgers
              </Button>
            ),
          }
        : {})}
    >
      {problem.code === "ENTRY_NOT_FOUND" ? `Entry ${text.trim()} is not in ${table}.` : problem.message}
    </MessagePanel>
  );
}

/** Summary line, tree, and the list of open ends. */
function Found(props: {
  readonly result: Result;
  readonly rows: readonly TreeRow[];
  readonly current: string;
  readonly onCurrent: (value: string) => void;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { announce } = usePane();
  const { result, rows, onCurrent } = props;
  const parents = useMemo(() => parentsOf(rows), [rows]);
  const [shown, setShown] = useState<ReadonlyMap<number, number>>(new Map());
  const [open, setOpen] = useState(() => openAtFirst(rows));
  const [listed, setListed] = useState(false);
  const items = useMemo(() => treeItems(rows, parents, shown), [rows, parents, shown]);
  const share = tracedShare(result);
  const ends = result.problems.length;
  const endWords = ends === 0 ? "No open ends" : `${formats.count(ends)} open ${ends === 1 ? "end" : "ends"}`;
  const whole = isZero(minus(share.whole, share.traced)) && ends === 0;
  const words = `${formats.amount(share.traced)} of ${formats.amount(share.whole)}`;
  useEffect(() => {
    announce(`Traced ${words}, ${endWords.toLowerCase()}.`);
    onCurrent("row-0");
  }, [announce, words, endWords, onCurrent]);

  /** Opens everything above a row and puts the focus on it. */
  const jump = (place: number): void => {
    const opened = new Set(open);
    const more = new Map(shown);
    for (let at = place; at >= 0; at = parents[at] ?? -1) {
      const parent = parents[at] ?? -1;
      if (parent < 0) break;
      opened.add(`row-${parent}`);
      more.set(parent, Math.max(more.get(parent) ?? 0, rows[parent]?.children ?? 0));
    }
    setOpen(opened);
    setShown(more);
    onCurrent(`row-${place}`);
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`[data-fui-tree-item-value="row-${place}"]`)?.focus();
    });
  };
  const placeOf = (id: string): number => rows.findIndex((row) => row.node.id === id && !row.seenAbove);

  return (
    <>
      <div className={styles.summary}>
        <StateMark state={whole ? "ties" : onlyNotPosted(result) ? "explained" : "open"} />
        <span className={styles.traced}>{words} traced</span>
        {ends === 0 ? (
          <Caption>{endWords}</Caption>
        ) : (
          <Link
            as="button"
            aria-expanded={listed}
            onClick={() => {
              setListed(!listed);
            }}
          >
            {endWords}
          </Link>
        )}
      </div>
      {listed ? (
        <Section title="Open ends">
          <RowList label="Open ends">
            {result.problems.map((problem) => {
              const place = placeOf(problem.node);
              return (
                <Row
                  key={`${problem.code}${problem.node}${problem.ref ?? ""}`}
                  state={problem.code === "NOT_POSTED" ? "explained" : "open"}
                  title={PROBLEM_NAMES[problem.code]?.name ?? problem.code}
                  detail={problem.message}
                  {...(place < 0
                    ? {}
                    : {
                        onOpen: () => {
                          jump(place);
                        },
                      })}
                />
              );
            })}
          </RowList>
        </Section>
      ) : null}
      {result.order ? (
        <Arithmetic
          caption={`WIP of order ${result.order.orderNo}`}
          lines={[
            { label: "Into WIP", amount: result.order.into },
            { label: "Out of WIP", amount: negated(result.order.out) },
            {
              label: "Left on WIP",
              amount: result.order.left,
              strong: true,
              rule: isZero(result.order.left) ? "close" : "rule",
            },
          ]}
        />
      ) : null}
      <TraceTree
        items={items}
        open={open}
        current={props.current}
        onOpen={setOpen}
        onCurrent={onCurrent}
        onMore={(parent) => {
          const place = Number(parent.replace(/^\D+/, ""));
          setShown(new Map([...shown, [place, moreShown(shown.get(place))]]));
        }}
        onFirstPlace={(row) => {
          const place = placeOf(row.node.id);
          if (place >= 0) jump(place);
        }}
      />
    </>
  );
}

function onlyNotPosted(result: Result): boolean {
  return result.problems.length > 0 && result.problems.every((problem) => problem.code === "NOT_POSTED");
}

function FollowTheCost({ tracing }: { readonly tracing: Tracing }): React.JSX.Element {
  const styles = useStyles();
  const { state } = tracing;
  const again = (options: Partial<typeof state.options>): void => {
    if (state.start) tracing.trace(state.start, { ...state.options, ...options });
  };
  const direction = DIRECTIONS.find(({ value }) => value === state.options.direction)?.label ?? "";
  return (
    <Section title="Follow the cost">
      <div className={styles.pair}>
        <Field label="Direction">
          <Dropdown
            style={{ minWidth: 0 }}
            value={direction}
            selectedOptions={[state.options.direction]}
            onOptionSelect={(_, data) => {
              const chosen = DIRECTIONS.find(({ value }) => value === data.optionValue);
              if (chosen) again({ direction: chosen.value });
            }}
          >
            {DIRECTIONS.map(({ value, label }) => (
              <Option key={value} value={value}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field label="Steps">
          <Dropdown
            style={{ minWidth: 0 }}
            value={String(state.options.steps)}
            selectedOptions={[String(state.options.steps)]}
            onOptionSelect={(_, data) => {
              again({ steps: Number(data.optionValue ?? "1") });
            }}
          >
            {STEPS.map((steps) => (
              <Option key={steps} value={String(steps)}>
                {String(steps)}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
    </Section>
  );
}

const TABLES: Readonly<Record<TraceNode["kind"], string>> = {
  "G/L Entry": "G/L Entries",
  "Value Entry": "Value Entries",
  "Item Ledger Entry": "Item Ledger Entries",
  "Capacity Ledger Entry": "Capacity Ledger Entries",
  Document: "",
};

function Actions(props: {
  readonly tracing: Tracing;
  readonly node: TraceNode | undefined;
}): React.JSX.Element {
  const { application, attempt, navigation } = usePane();
  const { activity } = useTieoutState();
  const { tracing, node } = props;
  const { start, options } = tracing.state;
  const here: TraceStart | undefined =
    node === undefined
      ? undefined
      : node.kind === "Document"
        ? { documentNo: node.documentNo }
        : { table: TABLES[node.kind], entryNo: node.entryNo };
  return (
    <ActionBar
      more={[
        {
          label: "Trace from here",
          disabled: !here,
          onClick: () => {
            if (here) tracing.trace(here);
          },
        },
        {
          label: "Explain unit cost",
          disabled: node?.kind !== "Item Ledger Entry",
          onClick: () => {
            if (node?.kind === "Item Ledger Entry") navigation.open(explainPath(node.entryNo));
          },
        },
        {
          label: "Help",
          onClick: () => {
            navigation.open("/help/trace");
          },
        },
      ]}
    >
      <Button
        appearance="primary"
        icon={<TableSimpleRegular />}
        disabled={activity.kind !== "idle"}
        onClick={() => {
          attempt(
            application.run(
              "trace",
              { start, costFlowDirection: options.direction, costFlowDepth: options.steps },
              { activate: true },
            ),
          );
        }}
      >
        Write to sheet
      </Button>
      <Button
        disabled={!here || !("table" in here)}
        onClick={() => {
          if (here && "table" in here)
            attempt(application.goToEntry(here.table, here.entryNo), entryIsGone(here.table, here.entryNo));
        }}
      >
        Go to row
      </Button>
    </ActionBar>
  );
}

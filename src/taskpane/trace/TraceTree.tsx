/** The trace as a tree: 14 px a level, amounts at the right only where they add up to their parent, arrows for the cost. */
import {
  FlatTree,
  FlatTreeItem,
  Link,
  makeStyles,
  mergeClasses,
  shorthands,
  tokens,
  TreeItemLayout,
  useHeadlessFlatTree_unstable,
  type HeadlessFlatTreeItemProps,
} from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { ArrowRightRegular } from "@fluentui/react-icons/svg/arrow-right";
import type { TreeRow } from "../../engine/reports/trace/tree";
import { rowWords } from "../../engine/reports/trace/words";
import { useFormats } from "../format-context";
import { Said } from "../parts/layout";
import { BRANCH_STEP, type TraceItem } from "./tree-items";

const LEVEL_PX = 14;
/** Width of the chevron, which entries without branches leave free. */
const CHEVRON_PX = 24;

const useStyles = makeStyles({
  tree: { margin: "8px -8px 0", "& [role=treeitem]": { outlineOffset: "-2px" } },
  layout: {
    minHeight: "36px",
    padding: "0 8px",
    alignItems: "center",
    fontSize: "13px",
    lineHeight: "18px",
    color: tokens.colorNeutralForeground1,
    borderRadius: "4px",
  },
  current: { backgroundColor: tokens.colorNeutralBackground1Selected },
  main: { minWidth: 0, flexGrow: 1, padding: "0 8px", overflow: "hidden" },
  line: { display: "block", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  detail: { fontSize: "12px", lineHeight: "16px", color: tokens.colorNeutralForeground3 },
  remark: { fontSize: "12px", lineHeight: "16px" },
  aside: {
    padding: 0,
    flexShrink: 0,
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
    color: "inherit",
  },
  strong: { fontWeight: 600 },
  before: { display: "inline-flex", alignItems: "center", gap: "4px", flexShrink: 0 },
  tag: {
    display: "inline-flex",
    justifyContent: "center",
    minWidth: "36px",
    padding: "0 1px",
    boxSizing: "border-box",
    fontSize: "10px",
    lineHeight: "16px",
    fontWeight: 600,
    borderRadius: "3px",
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  start: {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    ...shorthands.borderColor(tokens.colorBrandBackground),
  },
  more: { paddingTop: "4px", paddingBottom: "4px" },
});

type ItemProps = HeadlessFlatTreeItemProps & { readonly item: TraceItem };

export function TraceTree(props: {
  readonly items: readonly TraceItem[];
  readonly open: ReadonlySet<string>;
  readonly current: string;
  readonly onOpen: (open: ReadonlySet<string>) => void;
  readonly onCurrent: (value: string) => void;
  /** Shows the next children of a branch. */
  readonly onMore: (parent: string) => void;
  /** Goes to the first place of an entry that is met again. */
  readonly onFirstPlace: (row: TreeRow) => void;
}): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const { items, open } = props;
  const tree = useHeadlessFlatTree_unstable<ItemProps>(
    items.map((item) => ({
      value: item.value,
      ...(item.parentValue === undefined ? {} : { parentValue: item.parentValue }),
      itemType: item.kind === "row" && item.row.children > 0 ? ("branch" as const) : ("leaf" as const),
      item,
    })),
    {
      openItems: open,
      onOpenChange: (_, data) => {
        props.onOpen(new Set([...data.openItems].map(String)));
      },
    },
  );
  const press = (item: TraceItem): void => {
    if (item.kind === "more") props.onMore(item.parentValue);
    else if (item.row.seenAbove) props.onFirstPlace(item.row);
  };
  return (
    <FlatTree
      {...tree.getTreeProps()}
      size="small"
      aria-label="Entries of the trace"
      className={styles.tree}
      onKeyDown={(event) => {
        if (event.key === "*") {
          event.preventDefault();
          props.onOpen(withSiblings(items, open, props.current));
        }
      }}
    >
      {Array.from(tree.items(), (flat) => {
        const { item, ...itemProps } = flat.getTreeItemProps();
        const level = itemProps["aria-level"];
        const branch = itemProps.itemType === "branch";
        const indent = (level - 1) * LEVEL_PX + (branch ? 0 : CHEVRON_PX);
        const words = item.kind === "row" ? rowWords(item.row) : undefined;
        const detail = withMinus(formats.words(words?.detail ?? ""));
        const isStart = item.kind === "row" && item.row.level === 0;
        const flow = item.kind === "row" ? item.row.flow : undefined;
        const amount = item.kind === "row" ? item.row.amount : item.amount;
        const flowWords = flow === "to" ? "cost flows to " : flow === "from" ? "cost comes from " : "";
        const name =
          item.kind === "row" && words
            ? [
                `${flowWords}${words.tag} ${words.name}`,
                detail,
                words.remarks,
                amount === undefined ? "" : formats.amount(amount),
                item.row.seenAbove ? "see above" : "",
              ]
                .filter(Boolean)
                .join(", ")
            : "";
        return (
          <FlatTreeItem
            key={item.value}
            {...itemProps}
            {...(name ? { "data-label": name } : {})}
            onFocus={(event) => {
              if (event.target === event.currentTarget) props.onCurrent(item.value);
            }}
            onClick={() => {
              props.onCurrent(item.value);
              press(item);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && event.target === event.currentTarget) press(item);
            }}
          >
            {item.kind === "more" ? (
              <TreeItemLayout
                className={mergeClasses(styles.layout, styles.more)}
                style={{ paddingLeft: `${indent + 8}px` }}
                main={{ className: styles.main }}
                aside={
                  amount === undefined
                    ? undefined
                    : { className: styles.aside, children: formats.amount(amount) }
                }
              >
                <Link as="span">Show {formats.count(item.count)} more</Link>
              </TreeItemLayout>
            ) : (
              <TreeItemLayout
                className={mergeClasses(styles.layout, item.value === props.current && styles.current)}
                style={{ paddingLeft: `${indent + 8}px` }}
                main={{ className: styles.main }}
                iconBefore={{
                  className: styles.before,
                  "aria-hidden": true,
                  children: (
                    <>
                      {flow === "to" ? <ArrowRightRegular style={{ width: 16, height: 16 }} /> : null}
                      {flow === "from" ? <ArrowLeftRegular style={{ width: 16, height: 16 }} /> : null}
                      <span className={mergeClasses(styles.tag, isStart && styles.start)}>{words?.tag}</span>
                    </>
                  ),
                }}
                aside={
                  item.row.seenAbove
                    ? {
                        className: styles.aside,
                        "aria-hidden": true,
                        children: <Link as="span">see above</Link>,
                      }
                    : amount === undefined
                      ? undefined
                      : {
                          className: mergeClasses(styles.aside, isStart && styles.strong),
                          "aria-hidden": true,
                          children: formats.amount(amount),
                        }
                }
              >
                <Said label={name}>
                  <span className={styles.line} title={words?.name}>
                    {words?.name}
                  </span>
                  {detail ? (
                    <span className={mergeClasses(styles.line, styles.detail)} title={detail}>
                      {detail}
                    </span>
                  ) : null}
                  {words?.remarks ? (
                    <span className={mergeClasses(styles.line, styles.remark)} title={words.remarks}>
                      ▲ {words.remarks}
                    </span>
                  ) : null}
                </Said>
              </TreeItemLayout>
            )}
          </FlatTreeItem>
        );
      })}
    </FlatTree>
  );
}

/** Quantities with the minus of the pane. */
function withMinus(text: string): string {
  return text.replace(/(^|[ ,])-(?=\d)/g, "$1\u2212");
}

/** The open branches with all siblings of the current item opened, as "*" does in trees. */
function withSiblings(
  items: readonly TraceItem[],
  open: ReadonlySet<string>,
  current: string,
): ReadonlySet<string> {
  const parent = items.find((item) => item.value === current)?.parentValue;
  const siblings = items.filter(
    (item) => item.kind === "row" && item.parentValue === parent && item.row.children > 0,
  );
  return new Set([...open, ...siblings.map((item) => item.value)]);
}

/** How many children are shown after "Show more": all of up to a hundred, else a hundred more. */
export function moreShown(before: number | undefined): number {
  return (before ?? BRANCH_STEP) + 5 * BRANCH_STEP;
}

/** Home: does it tie, and what is next. Period, tie-out block, ledgers, the ten steps of month-end. */
import {
  Button,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ProgressBar,
  Skeleton,
  SkeletonItem,
} from "@fluentui/react-components";
import { PlayFilled } from "@fluentui/react-icons/svg/play";
import { TableRegular } from "@fluentui/react-icons/svg/table";
import { monthEndSteps } from "../../engine/month-end/steps";
import { useEffect, useRef } from "react";
import { sheetIsGone } from "../attempt";
import { View } from "../frame/Frame";
import { useFormats } from "../format-context";
import { useLocation, usePane, useTieoutState } from "../pane-context";
import { errorsWords } from "../ledgers/ledger-words";
import { Arithmetic } from "../parts/Arithmetic";
import { Caption, Card, Row, RowList, Section } from "../parts/layout";
import { StateMark } from "../parts/StateMark";
import { NearMisses } from "./NearMisses";
import { NoLedgers } from "./NoLedgers";
import { checklistOf, countsText, tieOutLines, useMonthEnd, type ChecklistRow } from "./month-end";

export function Home(): React.JSX.Element {
  const state = useTieoutState();
  const reading = state.activity.kind === "reading";
  if (state.started && state.check?.ledgers.length === 0 && !reading) return <NoLedgers />;
  return <Overview />;
}

function Overview(): React.JSX.Element {
  const formats = useFormats();
  const { application, attempt, navigation, today } = usePane();
  const state = useTieoutState();
  const monthEnd = useMonthEnd();
  const { activity, check } = state;
  const loading = !check;
  const runButton = useRef<HTMLButtonElement>(null);
  const location = useLocation();
  const runFirst = location.path.includes("focus=run");
  useEffect(() => {
    if (runFirst && !loading) runButton.current?.focus();
  }, [runFirst, loading, location.visit]);
  const running = activity.kind === "monthEnd";
  const rows = checklistOf(state, monthEnd.last, running ? monthEnd.done : undefined, formats, today());
  const lines = tieOutLines(monthEnd.last);
  const words = check
    ? `${check.company ? `${check.company} · ` : ""}${check.currency ? `amounts in ${check.currency}` : ""}`
    : "";
  const readingWords =
    activity.kind === "reading"
      ? `Reading ${activity.table}, ${formats.count(activity.done)} of ${formats.count(activity.total)} rows`
      : words;
  return (
    <View
      title="Home"
      large
      heading={<PeriodMenu />}
      scope={readingWords}
      actions={
        running ? (
          <Button
            onClick={() => {
              application.cancel();
            }}
          >
            Cancel
          </Button>
        ) : (
          <>
            <Button
              ref={runButton}
              appearance="primary"
              icon={<PlayFilled />}
              disabled={loading}
              onClick={() => {
                void monthEnd.run();
              }}
            >
              Run month-end
            </Button>
            <Button
              disabled={!state.sheets.some((sheet) => sheet.kind === "binder")}
              onClick={() => {
                attempt(application.goTo("Month-End"), sheetIsGone("Month-End"));
              }}
            >
              Open binder
            </Button>
          </>
        )
      }
      actionNote={
        running
          ? monthEnd.writing
            ? `${activity.text}. Cancel puts the old sheets back.`
            : `Step ${monthEnd.step} of ${monthEndSteps.length}. ${monthEnd.last ? `The binder of ${formats.moment(monthEnd.last.runAt, today())} is untouched.` : "Nothing has been written yet."}`
          : undefined
      }
    >
      {activity.kind === "reading" ? (
        <ProgressBar
          aria-label="Reading ledgers"
          value={activity.total === 0 ? 0 : activity.done / activity.total}
          thickness="medium"
        />
      ) : null}
      {loading ? (
        <LoadingShape />
      ) : (
        <>
          {lines ? (
            <Card
              open={{
                label: "Open the G/L reconciliation",
                onClick: () => {
                  navigation.open("/reports/inventory-gl-reconciliation");
                },
              }}
            >
              {running || monthEnd.stale ? (
                <span style={{ display: "flex", gap: "6px", alignItems: "center" }}>
                  <StateMark state="stale" />
                  <Caption>Of the run of {formats.moment(monthEnd.last?.runAt ?? "", today())}</Caption>
                </span>
              ) : null}
              <Arithmetic caption="Inventory ledger against general ledger" lines={lines} />
            </Card>
          ) : null}
          <LedgersRow />
          <NearMisses />
          <Section title="Month-end" caption={countsText(rows)}>
            {running ? (
              <ProgressBar
                aria-label="Month-end"
                value={monthEnd.done.length / monthEndSteps.length}
                thickness="medium"
              />
            ) : null}
            <RowList ordered label="Steps of the month-end">
              {rows.map((row) => (
                <ChecklistItem key={row.id} row={row} />
              ))}
            </RowList>
          </Section>
        </>
      )}
    </View>
  );
}

function ChecklistItem({ row }: { readonly row: ChecklistRow }): React.JSX.Element {
  const formats = useFormats();
  const { navigation } = usePane();
  const figure = row.figure === "" ? undefined : row.figureIsText ? row.figure : formats.amount(row.figure);
  return (
    <Row
      state={row.state}
      title={row.title}
      detail={row.detail}
      {...(figure === undefined ? {} : { figure })}
      strongFigure={row.state === "open"}
      word={row.word}
      label={[row.title, row.word, figure, row.detail].filter(Boolean).join(", ")}
      onOpen={() => {
        navigation.open(row.path);
      }}
    />
  );
}

function LedgersRow(): React.JSX.Element | null {
  const formats = useFormats();
  const { navigation } = usePane();
  const { check } = useTieoutState();
  if (!check) return null;
  const faulty = check.ledgers.filter((ledger) => ledger.problemCount > 0);
  const title =
    faulty.length === 0
      ? `${formats.count(check.ledgers.length)} ${check.ledgers.length === 1 ? "ledger" : "ledgers"} ready`
      : faulty.length === 1
        ? `${faulty[0]?.name ?? ""} has ${errorsWords(formats, faulty[0]?.problemCount ?? 0)}`
        : `${faulty.length} ledgers have errors`;
  const notes = check.notes === 0 ? "" : `, ${check.notes} ${check.notes === 1 ? "note" : "notes"}`;
  const last = check.lastDate === "" ? "" : `, last dated ${formats.date(check.lastDate)}`;
  return (
    <div style={{ marginTop: "8px" }}>
      <RowList label="Ledgers">
        <Row
          {...(faulty.length > 0 ? { state: "open" as const } : { icon: <TableRegular /> })}
          title={title}
          detail={`${formats.count(check.rows)} rows${last}${notes}`}
          onOpen={() => {
            navigation.open("/ledgers");
          }}
        />
      </RowList>
    </div>
  );
}

/** The month that is the default of every form: asked once. */
function PeriodMenu(): React.JSX.Element {
  const formats = useFormats();
  const { application, attempt, navigation } = usePane();
  const { check } = useTieoutState();
  const { period } = application;
  const month = period?.endDate.slice(0, 7) ?? "";
  const months = check?.months.slice(0, 12) ?? [];
  return (
    <Menu
      checkedValues={{ month: [month] }}
      onCheckedValueChange={(_, data) => {
        const [chosen = ""] = data.checkedItems;
        if (chosen === "other") navigation.open("/settings");
        else if (chosen) {
          const [year = 0, number = 0] = chosen.split("-").map(Number);
          const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
          attempt(application.setPeriod(`${chosen}-01`, `${chosen}-${String(last).padStart(2, "0")}`));
        }
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          style={{
            fontSize: "20px",
            lineHeight: "28px",
            fontWeight: 600,
            padding: "0 4px",
            marginLeft: "-4px",
            color: "inherit",
          }}
          aria-label={month ? `Period: ${formats.month(month)}` : "Period"}
        >
          {month ? formats.month(month) : "Period"}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {months.map((one) => (
            <MenuItemRadio key={one} name="month" value={one}>
              {formats.month(one)}
            </MenuItemRadio>
          ))}
          <MenuItemRadio name="month" value="other">
            Other period…
          </MenuItemRadio>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** The shape of the content while the first reading goes on. */
function LoadingShape(): React.JSX.Element {
  return (
    <Skeleton aria-label="Reading ledgers" style={{ marginTop: "16px", display: "grid", gap: "10px" }}>
      <SkeletonItem size={96} style={{ height: "88px" }} />
      {Array.from({ length: 8 }, (_, index) => (
        <SkeletonItem key={index} size={36} />
      ))}
    </Skeleton>
  );
}

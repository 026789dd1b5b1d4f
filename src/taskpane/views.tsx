/** Addresses → views. The addresses are those of the command list, so that every ribbon button can lead to its own view. */
import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { Home } from "./home/Home";
import { Loading } from "./parts/Loading";

/** A page that is loaded when it is first opened. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => ({ default: await load() }));
}

const ReportView = later(async () => (await import("./report/ReportView")).ReportView);
const ReportsList = later(async () => (await import("./reports-list/ReportsList")).ReportsList);
const CausePage = later(async () => (await import("./reconciliation/CausePage")).CausePage);
const ChangedCauses = later(async () => (await import("./reconciliation/ChangedCauses")).ChangedCauses);
const LedgersList = later(async () => (await import("./ledgers/LedgersList")).LedgersList);
const Ledger = later(async () => (await import("./ledgers/Ledger")).Ledger);
const MapColumns = later(async () => (await import("./ledgers/MapSheet")).MapColumns);
const MapSheet = later(async () => (await import("./ledgers/MapSheet")).MapSheet);
const Import = later(async () => (await import("./ledgers/Import")).Import);
const EmptyTables = later(async () => (await import("./ledgers/EmptyTables")).EmptyTables);
const ExportList = later(async () => (await import("./ledgers/HowToExport")).ExportList);
const HowToExport = later(async () => (await import("./ledgers/HowToExport")).HowToExport);
const Sample = later(async () => (await import("./ledgers/Sample")).Sample);
const Settings = later(async () => (await import("./settings/Settings")).Settings);
const Help = later(async () => (await import("./help/Help")).Help);
const ProjectPage = later(async () => (await import("./job-wip/ProjectPage")).ProjectPage);
const Undo = later(async () => (await import("./journal/Undo")).Undo);
const Notice = later(async () => (await import("./command/Notice")).Notice);
const RemoveSheet = later(async () => (await import("./command/RemoveSheet")).RemoveSheet);
const Trace = later(async () => (await import("./trace/Trace")).Trace);
const Explain = later(async () => (await import("./trace/Explain")).Explain);

/** The view of an address; Home when nothing fits. */
export function viewOf(path: string): ReactNode {
  return <Suspense fallback={<Loading label="Opening" />}>{pageOf(path)}</Suspense>;
}

function pageOf(path: string): ReactNode {
  const [address = "", query = ""] = path.split("?");
  const [, first = "", second = "", third = "", fourth = ""] = address.split("/").map(decodeURIComponent);
  switch (first) {
    case "undo":
      return <Undo />;
    case "trace": {
      const given = query ? { given: givenParameters(query) } : {};
      return second === "explain" ? <Explain {...given} /> : <Trace {...given} />;
    }
    case "reports":
      if (second === "inventory-gl-reconciliation" && third) {
        return fourth ? <CausePage row={third} cause={fourth} /> : <ChangedCauses />;
      }
      if (second === "job-calculate-wip" && third) return <ProjectPage jobNo={third} />;
      return second ? (
        <ReportView id={second} {...(query ? { given: givenParameters(query) } : {})} />
      ) : (
        <ReportsList />
      );
    case "ledgers":
      return ledgersPage(second, third);
    case "notice": {
      const given = givenParameters(query);
      return <Notice title={text(given, "title") || "Tieout"} message={text(given, "message")} />;
    }
    case "remove":
      return <RemoveSheet key={query} sheet={text(givenParameters(query), "sheet")} />;
    case "settings":
      return <Settings />;
    case "help":
      return <Help topic={second} />;
    default:
      return <Home />;
  }
}

function ledgersPage(second: string, third: string): ReactNode {
  switch (second) {
    case "":
      return <LedgersList />;
    case "map":
      return third ? <MapSheet place={third} /> : <MapColumns />;
    case "import":
      return <Import />;
    case "empty":
      return <EmptyTables />;
    case "export":
      return third ? <HowToExport name={third} /> : <ExportList />;
    case "sample":
      return <Sample />;
    default:
      return <Ledger name={second} />;
  }
}

/** Parameters that a link carries along. */
/** A parameter that is a text; "" where it is missing or something else. */
function text(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  return typeof value === "string" ? value : "";
}

function givenParameters(query: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(decodeURIComponent(query));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

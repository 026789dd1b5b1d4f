/** Addresses → views. The addresses are those of the command list, so that every ribbon button can lead to its own view. */
import type { ReactNode } from "react";
import { Home } from "./home/Home";
import { ReportView } from "./report/ReportView";
import { ReportsList } from "./reports-list/ReportsList";

/** The view of an address; Home when nothing fits. */
export function viewOf(path: string): ReactNode {
  const [address = "", query = ""] = path.split("?");
  const [, first = "", second = ""] = address.split("/").map(decodeURIComponent);
  switch (first) {
    case "reports":
      return second ? (
        <ReportView id={second} {...(query ? { given: givenParameters(query) } : {})} />
      ) : (
        <ReportsList />
      );
    default:
      return <Home />;
  }
}

/** Parameters that a link carries along. */
function givenParameters(query: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(decodeURIComponent(query));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Diamond and time above figures of an earlier state of the ledgers. */
import type { ReportRecord } from "../../application/types";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { Caption } from "./layout";
import { StateMark } from "./StateMark";

export function StaleLine({ record }: { readonly record: ReportRecord }): React.JSX.Element | null {
  const formats = useFormats();
  const { today } = usePane();
  if (!record.stale) return null;
  return (
    <p style={{ display: "flex", gap: "6px", alignItems: "center", margin: "12px 0 0" }}>
      <StateMark state="stale" />
      <Caption>Of the run of {formats.moment(record.runAt, today())}. A ledger changed since.</Caption>
    </p>
  );
}

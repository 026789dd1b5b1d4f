/** The log of postings: what was applied and what was undone, newest first. */
import { Link } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import { useEffect, useState } from "react";
import { findReport } from "../../engine/catalogue";
import type { LogRow } from "../../application/types";
import { sheetIsGone } from "../attempt";
import { counted } from "../format";
import { useFormats } from "../format-context";
import { usePane } from "../pane-context";
import { Row, RowList, Section } from "../parts/layout";

const SHOWN = 5;

export function PostingLog({ revision = 0 }: { readonly revision?: number }): React.JSX.Element | null {
  const formats = useFormats();
  const { application, attempt, today } = usePane();
  const [rows, setRows] = useState<readonly LogRow[]>([]);
  useEffect(() => {
    let current = true;
    void application.log().then((log) => {
      if (current) setRows(log);
    });
    return () => {
      current = false;
    };
  }, [application, revision]);
  if (rows.length === 0) return null;
  const newest = [...rows].sort((a, b) => b.runNo - a.runNo).slice(0, SHOWN);
  return (
    <Section
      title="Log"
      action={
        <Link
          as="button"
          onClick={() => {
            attempt(application.goTo("Tieout Log"), sheetIsGone("Tieout Log"));
          }}
        >
          Go to Tieout Log
        </Link>
      }
    >
      <RowList label="Postings">
        {newest.map((row) => {
          const undone = row.status === "Undone";
          const document = row.parameters?.documentNo;
          const title = findReport(row.report)?.shortTitle ?? row.report;
          const changes = counted(formats, row.added + row.changed + row.deleted, "rows");
          return (
            <Row
              key={row.runNo}
              {...(undone
                ? { icon: <ArrowUndoRegular style={{ width: 16, height: 16, flexShrink: 0 }} /> }
                : { state: "ties" as const })}
              title={title}
              detail={[formats.moment(row.runAt, today()), typeof document === "string" ? document : ""]
                .filter(Boolean)
                .join(" · ")}
              figure={changes}
              word={row.status}
            />
          );
        })}
      </RowList>
    </Section>
  );
}

/** What “Apply to ledgers” changes: one row per table, number with sign, table, what. */
import { makeStyles, tokens } from "@fluentui/react-components";
import type { ApplyPreview } from "../../application/types";
import { useFormats } from "../format-context";
import { Caption, Section } from "../parts/layout";
import { effectWords } from "./journal-facts";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  row: {
    display: "grid",
    gridTemplateColumns: "40px 1fr",
    columnGap: "12px",
    alignItems: "center",
    minHeight: "44px",
    padding: "4px 0",
    boxSizing: "border-box",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (forced-colors: active)": { borderBottom: "none" },
  },
  number: { textAlign: "right", fontWeight: 600, fontVariantNumeric: "tabular-nums", alignSelf: "start" },
  words: { minWidth: 0 },
});

export function Effects({ preview }: { readonly preview: ApplyPreview }): React.JSX.Element {
  const styles = useStyles();
  const formats = useFormats();
  const rows = [
    ...effectWords(preview.effects, preview.changes, formats),
    { table: "Tieout Log", number: "+1", what: "row added, for undo" },
  ];
  return (
    <Section title="What “Apply to ledgers” changes">
      <ul className={styles.list} aria-label="Tables that are changed">
        {rows.map((row) => (
          <li key={row.table} className={styles.row}>
            <span className={styles.number}>{row.number}</span>
            <span className={styles.words}>
              <span style={{ display: "block" }}>{row.table}</span>
              <Caption>{row.what}</Caption>
            </span>
          </li>
        ))}
      </ul>
      <p style={{ margin: "10px 0 0" }}>
        <Caption>All of it or none of it. You can undo it until one of these rows is edited.</Caption>
      </p>
    </Section>
  );
}

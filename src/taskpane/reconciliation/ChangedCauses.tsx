/** What changed between the last two proofs of the same period: causes with their amounts then and now. */
import { compareProofs, type CauseChange } from "../../engine/reports/inventory-gl-reconciliation/compare";
import { CAUSE_TEXTS } from "../../engine/reports/inventory-gl-reconciliation/messages";
import { rowName } from "../../engine/reports/inventory-gl-reconciliation/rows";
import type { Result as Proof } from "../../engine/reports/inventory-gl-reconciliation/run";
import { minus } from "../exact";
import { View } from "../frame/Frame";
import { counted, type Formats } from "../format";
import { useFormats } from "../format-context";
import { usePane, useTieoutState } from "../pane-context";
import { Row, RowList, Section } from "../parts/layout";
import { PROOF_PATH } from "./Reconciliation";

export function ChangedCauses(): React.JSX.Element {
  const formats = useFormats();
  const { navigation, today } = usePane();
  const { runs } = useTieoutState();
  const record = runs.get("inventory-gl-reconciliation");
  if (!record?.previous) {
    return (
      <View title="What changed">
        <p>There is no earlier proof to compare with.</p>
      </View>
    );
  }
  const comparison = compareProofs(record.previous.result as Proof, record.reply.result as Proof);
  const changed = comparison.causes.filter((cause) => cause.change !== "equal");
  return (
    <View title="What changed" scope={`Since the proof of ${formats.moment(record.previous.runAt, today())}`}>
      <Section
        title="Causes"
        caption={`${counted(formats, changed.length, "causes")} changed, ${formats.count(comparison.equal)} equal`}
      >
        <RowList label="Changed causes">
          {changed.map((cause) => (
            <Row
              key={`${cause.row}${cause.cause}`}
              title={`${CAUSE_TEXTS[cause.cause].name}, ${rowName(cause.row)}`}
              detail={wordsOf(cause, formats)}
              figure={formats.change(minus(cause.after, cause.before))}
              {...(cause.change === "gone"
                ? {}
                : {
                    onOpen: () => {
                      navigation.open(`${PROOF_PATH}/${cause.row}/${cause.cause}`);
                    },
                  })}
            />
          ))}
        </RowList>
      </Section>
      <LateEntries title="Value entries new in the period" numbers={comparison.newValueEntryNos} />
      <LateEntries title="G/L entries new in the period" numbers={comparison.newGLEntryNos} />
      <LateEntries title="Value entries gone" numbers={comparison.missingValueEntryNos} />
      <LateEntries title="G/L entries gone" numbers={comparison.missingGLEntryNos} />
    </View>
  );
}

/** What a cause was, is, and which entries came or went. */
function wordsOf(cause: CauseChange, formats: Formats): string {
  const added = cause.addedValueEntryNos.length + cause.addedGLEntryNos.length;
  const removed = cause.removedValueEntryNos.length + cause.removedGLEntryNos.length;
  return [
    cause.change === "new"
      ? "new"
      : cause.change === "gone"
        ? `gone, was ${formats.amount(cause.before)}`
        : `${formats.amount(cause.before)} before, ${formats.amount(cause.after)} now`,
    added > 0 ? `${counted(formats, added, "entries")} more` : "",
    removed > 0 ? `${counted(formats, removed, "entries")} less` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function LateEntries(props: {
  readonly title: string;
  readonly numbers: readonly number[];
}): React.JSX.Element | null {
  const formats = useFormats();
  const { numbers } = props;
  if (numbers.length === 0) return null;
  const named = numbers.slice(0, 20).join(", ");
  const rest = numbers.length - 20;
  return (
    <Section title={props.title} caption={counted(formats, numbers.length, "entries")}>
      <p style={{ margin: "6px 0 0" }}>
        {named}
        {rest > 0 ? ` and ${formats.count(rest)} more` : ""}
      </p>
    </Section>
  );
}

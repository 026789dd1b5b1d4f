/** Posting Method and Document No. above the preview: changing one makes the preview again. */
import { Dropdown, Field, Input, makeStyles, Option } from "@fluentui/react-components";
import { useState } from "react";
import { usePane } from "../pane-context";
import { StateMark } from "../parts/StateMark";
import type { ResultPageProps } from "../report/special-results";

const useStyles = makeStyles({
  pair: {
    display: "grid",
    gridTemplateColumns: "1.35fr 1fr",
    gap: "12px",
    marginTop: "12px",
    "@media (max-width: 339px)": { gridTemplateColumns: "1fr" },
  },
});

const PER_GROUP = "Per Posting Group";

export function PostingOptions({ card, record }: ResultPageProps): React.JSX.Element | null {
  const styles = useStyles();
  const { application } = usePane();
  const method = card.parameters.find((parameter) => parameter.name === "postingMethod");
  const given = record.parameters;
  const [chosen, setChosen] = useState(() => textOf(given.postingMethod) || PER_GROUP);
  const [documentNo, setDocumentNo] = useState(() => textOf(given.documentNo));
  const [problem, setProblem] = useState("");
  if (method?.type !== "choice") return null;
  const perGroup = chosen === PER_GROUP;
  const preview = async (postingMethod: string, document: string): Promise<void> => {
    const { documentNo: _, ...rest } = given;
    const parameters = {
      ...rest,
      postingMethod,
      ...(postingMethod === PER_GROUP && document !== "" ? { documentNo: document } : {}),
    };
    if (postingMethod === PER_GROUP && document === "") {
      setProblem("Enter a document number.");
      return;
    }
    setProblem("");
    const outcome = await application.run(card.id, parameters, { write: false });
    if (outcome.status === "refused") setProblem(outcome.error.message);
    if (outcome.status === "failed") setProblem(outcome.trouble.message);
  };
  return (
    <div className={styles.pair}>
      <Field label="Posting Method">
        <Dropdown
          style={{ minWidth: 0 }}
          value={chosen}
          selectedOptions={[chosen]}
          onOptionSelect={(_, data) => {
            const next = data.optionValue ?? PER_GROUP;
            setChosen(next);
            void preview(next, documentNo);
          }}
        >
          {method.choices.map((choice) => (
            <Option key={choice} value={choice}>
              {choice}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field
        label="Document No."
        {...(problem
          ? {
              validationMessage: problem,
              validationState: "error",
              validationMessageIcon: <StateMark state="open" />,
            }
          : {})}
      >
        <Input
          style={{ minWidth: 0 }}
          value={perGroup ? documentNo : ""}
          disabled={!perGroup}
          placeholder={perGroup ? "" : "Of the entries"}
          maxLength={20}
          onChange={(_, data) => {
            setDocumentNo(data.value);
          }}
          onBlur={() => {
            if (perGroup && documentNo !== textOf(given.documentNo)) void preview(chosen, documentNo);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") void preview(chosen, documentNo);
          }}
        />
      </Field>
    </div>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

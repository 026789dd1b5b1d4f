/** The worksheet functions, from the table that Excel's own description of them is made from. */
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { functions } from "../../functions/functions";
import { signature } from "../../functions/functions-sheet";
import { View } from "../frame/Frame";
import { usePane } from "../pane-context";
import { Section } from "../parts/layout";
import { MessagePanel } from "../parts/MessagePanel";

const useStyles = makeStyles({
  code: {
    display: "block",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: "12px",
    lineHeight: "16px",
    overflowWrap: "anywhere",
    margin: "4px 0",
  },
  term: { margin: "6px 0 0", fontWeight: 600 },
  meaning: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function FunctionHelp(): React.JSX.Element {
  const styles = useStyles();
  const { application, announce } = usePane();
  const [trouble, setTrouble] = useState("");
  const write = async (): Promise<void> => {
    const outcome = await application.writeFunctionsSheet();
    setTrouble("message" in outcome ? outcome.message : "");
    if ("sheet" in outcome) announce(`Sheet ${outcome.sheet} is written.`);
  };
  return (
    <View
      title="Help: Worksheet functions"
      scope="Type =TIEOUT. in a cell, and Excel offers them"
      actions={
        <Button
          onClick={() => {
            void write();
          }}
        >
          Write to a sheet
        </Button>
      }
    >
      {trouble ? <MessagePanel intent="error">{trouble}</MessagePanel> : null}
      <p>
        Functions give figures of the ledgers as they were read last. A message stands behind every #N/A and
        #VALUE!: #N/A means not there or not read yet, #VALUE! means that the formula is wrong.
      </p>
      {functions.map((one) => (
        <Section key={one.id} title={one.id}>
          <code className={styles.code}>{signature(one)}</code>
          <p style={{ margin: 0 }}>{one.description}</p>
          <dl style={{ margin: 0 }}>
            {one.parameters.flatMap((parameter) => [
              <dt key={parameter.name} className={styles.term}>
                {parameter.name}
              </dt>,
              <dd key={`${parameter.name}-help`} className={styles.meaning}>
                {parameter.description}
              </dd>,
            ])}
          </dl>
        </Section>
      ))}
    </View>
  );
}

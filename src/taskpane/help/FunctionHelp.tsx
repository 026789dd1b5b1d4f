/** The worksheet functions, from the table that Excel's own description of them is made from. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { functions } from "../../functions/functions";
import { View } from "../frame/Frame";
import { Section } from "../parts/layout";

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
  return (
    <View title="Help: Worksheet functions" scope="Type =TIEOUT. in a cell, and Excel offers them">
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

/** "=TIEOUT.INVENTORYVALUE(itemNo, [asOf])" */
function signature({ id, parameters }: (typeof functions)[number]): string {
  const shown = parameters.map(({ name, optional, repeating }) => {
    const written = repeating ? `${name}, …` : name;
    return optional ? `[${written}]` : written;
  });
  return `=TIEOUT.${id}(${shown.join(", ")})`;
}

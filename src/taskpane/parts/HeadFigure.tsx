/** The figure first: caption, the figure in 26 px, one line of context. */
import { makeStyles, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  caption: {
    margin: "16px 0 0",
    fontSize: "12px",
    lineHeight: "16px",
    color: tokens.colorNeutralForeground3,
  },
  figure: { margin: 0, fontSize: "26px", lineHeight: "34px", fontWeight: 600, overflowWrap: "anywhere" },
});

export function HeadFigure(props: {
  readonly caption: string;
  readonly figure: string;
  readonly context?: string;
}): React.JSX.Element {
  const styles = useStyles();
  return (
    <div>
      <p className={styles.caption}>{props.caption}</p>
      <p className={styles.figure} data-head-figure="">
        {props.figure}
      </p>
      {props.context ? (
        <p className={styles.caption} style={{ marginTop: 0 }}>
          {props.context}
        </p>
      ) : null}
    </div>
  );
}

/** The shape of a list that is being read, never a blank. It comes after a moment, so that quick answers do not flicker. */
import { Skeleton, SkeletonItem } from "@fluentui/react-components";
import { useEffect, useState } from "react";

/** Milliseconds before anything shows. */
const MOMENT = 100;

export function Loading(props: { readonly label: string; readonly rows?: number }): React.JSX.Element | null {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, MOMENT);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (!late) return null;
  return (
    <Skeleton aria-label={props.label} style={{ marginTop: "16px", display: "grid", gap: "10px" }}>
      {Array.from({ length: props.rows ?? 4 }, (_, index) => (
        <SkeletonItem key={index} size={36} />
      ))}
    </Skeleton>
  );
}

/** Puts the focus on the safe answer of a dialog, after the dialog has put it on its first control. */
import { useEffect, useRef, type RefObject } from "react";

export function useFocusOnOpen(): RefObject<HTMLButtonElement | null> {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The dialog moves the focus itself when it has been drawn; this comes one frame later.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => safe.current?.focus());
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);
  return safe;
}

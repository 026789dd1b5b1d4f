/** One stop of Tab for a whole list: the arrows go from control to control, Home and End to the first and last one. */
import { useLayoutEffect, type KeyboardEvent, type RefObject } from "react";

const CONTROLS = "button:not([disabled]), a[href], [role=button]:not([aria-disabled=true])";

/**
 * Keeps one control of `list` in the order of Tab: the one that had the focus last, else the first.
 * Returns the handler of the keys.
 */
export function useRovingFocus(list: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  // After every drawing: rows come and go.
  useLayoutEffect(() => {
    const controls = controlsOf(list.current);
    const current = controls.find((control) => control.tabIndex === 0 && control.dataset.current === "true");
    makeCurrent(controls, current ?? controls[0]);
  });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const follow = (event: FocusEvent): void => {
      const controls = controlsOf(element);
      const focused = controls.find((control) => control === event.target);
      if (focused) makeCurrent(controls, focused);
    };
    element.addEventListener("focusin", follow);
    return () => {
      element.removeEventListener("focusin", follow);
    };
  }, [list]);
  return (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const controls = controlsOf(list.current);
    const at = controls.findIndex((control) => control === document.activeElement);
    if (at < 0) return;
    const next =
      event.key === "ArrowDown"
        ? at + 1
        : event.key === "ArrowUp"
          ? at - 1
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? controls.length - 1
              : -1;
    const control = controls[next];
    if (next < 0 || !control) return;
    event.preventDefault();
    control.focus();
  };
}

function controlsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>(CONTROLS)] : [];
}

function makeCurrent(controls: readonly HTMLElement[], current: HTMLElement | undefined): void {
  for (const control of controls) {
    control.tabIndex = control === current ? 0 : -1;
    if (control === current) control.dataset.current = "true";
    else delete control.dataset.current;
  }
}

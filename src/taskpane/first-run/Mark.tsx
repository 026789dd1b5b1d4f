/** The mark of the product: a T standing on a double rule. */
import { tokens } from "@fluentui/react-components";

export function Mark({ size }: { readonly size: number }): React.JSX.Element {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      fill={tokens.colorBrandForeground1}
    >
      <rect x="0" y="0" width="32" height="4" />
      <rect x="14" y="4" width="4" height="17" />
      <rect x="2" y="23.5" width="28" height="2.2" />
      <rect x="2" y="28.8" width="28" height="2.2" />
    </svg>
  );
}

/** A link to the page that says how to export a ledger. */
import { Link } from "@fluentui/react-components";
import { usePane } from "../pane-context";

export function ExportLink({ table }: { readonly table: string }): React.JSX.Element {
  const { navigation } = usePane();
  return (
    <Link
      as="button"
      aria-label={`How to export ${table}`}
      onClick={() => {
        navigation.open(`/ledgers/export/${encodeURIComponent(table)}`);
      }}
    >
      How to export
    </Link>
  );
}

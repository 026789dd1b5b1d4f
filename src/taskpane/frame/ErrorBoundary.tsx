/** A defect in a view: says that no sheet was changed, and lets the user copy details that hold no ledger data. */
import { Button } from "@fluentui/react-components";
import { Component, type ReactNode } from "react";
import { ENGINE_VERSION } from "../../engine/version";
import { MessagePanel } from "../parts/MessagePanel";

interface State {
  readonly error: Error | undefined;
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    // Messages of defects could quote cells; names and places in our own code cannot.
    const details = `Tieout ${ENGINE_VERSION}\n${error.name}\n${(error.stack ?? "").split("\n").slice(1, 12).join("\n")}`;
    return (
      <main style={{ padding: 16 }}>
        <h1 style={{ fontSize: 16, margin: 0 }}>Tieout</h1>
        <MessagePanel
          intent="error"
          title="Tieout stopped on a defect."
          actions={
            <>
              <Button
                onClick={() => {
                  void navigator.clipboard.writeText(details);
                }}
              >
                Copy details
              </Button>
              <Button
                onClick={() => {
                  this.setState({ error: undefined });
                }}
              >
                Run again
              </Button>
            </>
          }
        >
          No sheet was changed.
        </MessagePanel>
      </main>
    );
  }
}

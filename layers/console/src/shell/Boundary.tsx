import { Component, type ReactNode } from "react";
import { say } from "../i18n";
import { Notice } from "../ui/parts";

/** Keeps the rest of the console usable when a page fails. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <Notice tone="bad" title={say("problem.page")} action={<button type="button" className="button small" onClick={() => window.location.reload()}>{say("reload")}</button>}>
        <code>{this.state.error.message}</code>
      </Notice>
    );
  }
}

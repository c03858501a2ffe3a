import { useWords } from "../i18n";
import { Dialog, Notice } from "../ui/parts";
import { Prose } from "../ui/Prose";
import { nameOf } from "./catalogue";
import { NextRuns } from "./NextRuns";
import type { Activated, Workflow } from "./types";
import { WebhookAddress } from "./WebhookAddress";

/** Whether activation brought anything that a person should be told of. */
export function isWorthTelling({ webhooks = [], schedules = [] }: Activated): boolean {
  return webhooks.length + schedules.length > 0;
}

/** What starts the workflow from now on: addresses, with tokens that are shown this once, and next times. */
export function ActivatedDialog({ workflow, activated, onClose }: { workflow: Workflow; activated: Activated; onClose: () => void }) {
  const t = useWords();
  const { webhooks = [], schedules = [], diagnostics = [] } = activated;
  const named = (id: string | null) => {
    const node = workflow.nodes.find((each) => each.id === id);
    return node ? nameOf(node) : (id ?? "");
  };
  return (
    <Dialog title={t("activated.title", { name: workflow.name })} onClose={onClose}>
      {webhooks.some(({ token }) => token) && <Notice tone="warn">{t("activated.tokens")}</Notice>}
      {webhooks.map((webhook) => (
        <section key={webhook.id} className="stack" style={{ gap: 8 }}>
          <h3 dir="auto">{named(webhook.node_id)}</h3>
          <WebhookAddress webhook={webhook} />
        </section>
      ))}
      {schedules.map(({ node_id, next_runs }) => (
        <section key={node_id} className="stack" style={{ gap: 4 }}>
          <h3 dir="auto">{named(node_id)}</h3>
          <NextRuns times={next_runs} />
        </section>
      ))}
      {diagnostics.map(({ message, hint }, index) => <Notice key={index} tone="warn"><Prose text={`${message} ${hint}`} /></Notice>)}
      <footer><button type="button" className="button primary" autoFocus onClick={onClose}>{t("close")}</button></footer>
    </Dialog>
  );
}

import { Play } from "lucide-react";
import { useWords } from "../../i18n";
import { OF_TRIGGER } from "../../ui/icons";
import { Json } from "../../ui/Json";
import { Empty, Notice } from "../../ui/parts";
import { nameOf } from "../../workflow/catalogue";
import { NextRuns } from "../../workflow/NextRuns";
import type { Node, TriggerKind, Workflow } from "../../workflow/types";
import { triggerName } from "../../workflow/words";
import { Backfill } from "./triggers/Backfill";
import { Webhooks } from "./triggers/Webhooks";

export function TriggersTab({ workflow }: { workflow: Workflow }) {
  const t = useWords();
  const triggers = workflow.nodes.filter(({ type }) => type === "trigger");
  if (triggers.length === 0) return <section className="panel"><Empty icon={Play} title={t("triggers.none")}>{t("triggers.none.text")}</Empty></section>;
  return (
    <div className="stack">
      {workflow.status === "inactive" && <Notice tone="info">{t("triggers.inactive")}</Notice>}
      {triggers.map((node) => <Trigger key={node.id} workflow={workflow} node={node} />)}
    </div>
  );
}

function Trigger({ workflow, node }: { workflow: Workflow; node: Node }) {
  const t = useWords();
  const config = node.config ?? {};
  const schedule = workflow.schedules?.find(({ node_id }) => node_id === node.id);
  const mode = String(config.mode ?? "manual");
  const Icon = OF_TRIGGER[mode as TriggerKind] ?? Play;
  return (
    <section className="panel" aria-label={nameOf(node)}>
      <header>
        <Icon size={16} aria-hidden="true" />
        <h2 className="grow" dir="auto">{nameOf(node)}</h2>
        <span className="tag">{triggerName(mode)}</span>
      </header>
      <div className="body stack">
        {mode === "manual" && <p className="muted small">{t("triggers.manual")}</p>}
        {mode === "schedule" && (
          <>
            <dl className="facts">
              <dt>{t(config.cron ? "triggers.cron" : "triggers.rate")}</dt><dd><code>{String(config.cron ?? config.rate ?? "")}</code></dd>
              <dt>{t("triggers.zone")}</dt><dd>{String(config.timezone ?? "UTC")}</dd>
              {config.start ? <><dt>{t("triggers.start")}</dt><dd>{String(config.start)}</dd></> : null}
              {config.end ? <><dt>{t("triggers.end")}</dt><dd>{String(config.end)}</dd></> : null}
              {schedule && <><dt>{t("triggers.next")}</dt><dd><NextRuns times={schedule.next_runs} /></dd></>}
            </dl>
            {config.cron ? <Backfill workflow={workflow} node={node} /> : null}
          </>
        )}
        {mode === "event" && <Json value={config.pattern} label={t("triggers.pattern")} />}
        {mode === "webhook" && <Webhooks workflow={workflow} node={node} />}
      </div>
    </section>
  );
}

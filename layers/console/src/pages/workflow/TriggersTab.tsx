import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Play, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client";
import { webhooksQuery } from "../../api/queries";
import { useWords } from "../../i18n";
import { OF_TRIGGER } from "../../ui/icons";
import { Json } from "../../ui/Json";
import { CopyButton, Dialog, Empty, Loading, Notice, ProblemNotice } from "../../ui/parts";
import { nameOf } from "../../workflow/catalogue";
import { NextRuns } from "../../workflow/NextRuns";
import type { Node, Webhook, Workflow, TriggerKind } from "../../workflow/types";
import { WebhookAddress } from "../../workflow/WebhookAddress";
import { triggerName } from "../../workflow/words";

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
          <dl className="facts">
            <dt>{t(config.cron ? "triggers.cron" : "triggers.rate")}</dt><dd><code>{String(config.cron ?? config.rate ?? "")}</code></dd>
            <dt>{t("triggers.zone")}</dt><dd>{String(config.timezone ?? "UTC")}</dd>
            {config.start ? <><dt>{t("triggers.start")}</dt><dd>{String(config.start)}</dd></> : null}
            {config.end ? <><dt>{t("triggers.end")}</dt><dd>{String(config.end)}</dd></> : null}
            {schedule && <><dt>{t("triggers.next")}</dt><dd><NextRuns times={schedule.next_runs} /></dd></>}
          </dl>
        )}
        {mode === "event" && <Json value={config.pattern} label={t("triggers.pattern")} />}
        {mode === "webhook" && <Webhooks workflow={workflow} node={node} />}
      </div>
    </section>
  );
}

function Webhooks({ workflow, node }: { workflow: Workflow; node: Node }) {
  const t = useWords();
  const queries = useQueryClient();
  const webhooks = useQuery(webhooksQuery(workflow.id));
  const [told, setTold] = useState<Webhook | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ["webhooks", workflow.id] });
  const create = useMutation({
    mutationFn: () => api.POST("/v1/webhooks", { body: { workflow_id: workflow.id, name: nameOf(node), node_id: node.id } }),
    onSuccess: ({ data }) => { setTold(data!.data); void refresh(); },
  });
  const rotate = useMutation({
    mutationFn: (id: string) => api.POST("/v1/webhooks/{webhook_id}/rotate", { params: { path: { webhook_id: id } } }),
    onSuccess: ({ data }) => { setTold(data!.data); void refresh(); },
  });
  if (webhooks.isPending) return <Loading rows={2} />;
  if (webhooks.error) return <ProblemNotice problem={webhooks.error} retry={() => void webhooks.refetch()} />;
  const own = webhooks.data.webhooks.filter(({ node_id }) => node_id === node.id || node_id === null);
  return (
    <>
      {(create.error ?? rotate.error) && <ProblemNotice problem={create.error ?? rotate.error} />}
      {own.length === 0 && <p className="muted small">{t("webhooks.none")}</p>}
      {own.map((webhook) => (
        <div key={webhook.id} className="stack" style={{ gap: 6 }}>
          <div className="row wrap">
            <span className="tag">{[webhook.method].flat().join(", ")}</span>
            <code className="grow" style={{ overflowWrap: "anywhere" }}>{webhook.url}</code>
            <CopyButton text={webhook.url} />
            {[webhook.authentication].flat()[0]?.type === "bearer" && (
              <button type="button" className="button small" disabled={rotate.isPending} onClick={() => rotate.mutate(webhook.id)}><KeyRound size={13} aria-hidden="true" /> {t("webhooks.rotate")}</button>
            )}
          </div>
          <p className="muted small">{webhook.name} · {t([webhook.authentication].flat().some(({ enabled }) => enabled) ? "webhooks.guarded" : "webhooks.open")}{webhook.wait > 0 ? ` · ${t("webhooks.waits", { seconds: webhook.wait })}` : ""}</p>
        </div>
      ))}
      <div><button type="button" className="button small" disabled={create.isPending} onClick={() => create.mutate()}><Plus size={13} aria-hidden="true" /> {t("webhooks.create")}</button></div>
      {told && (
        <Dialog title={t("webhooks.token.title")} onClose={() => setTold(null)}>
          <p>{t("webhooks.token.text")}</p>
          <WebhookAddress webhook={told} />
          <footer><button type="button" className="button primary" onClick={() => setTold(null)}>{t("close")}</button></footer>
        </Dialog>
      )}
    </>
  );
}

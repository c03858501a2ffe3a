import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../../api/client";
import { webhooksQuery } from "../../../api/queries";
import { useWords } from "../../../i18n";
import { useScopes } from "../../../session/scopes";
import { MoreMenu } from "../../../ui/MoreMenu";
import { CopyButton, Dialog, Loading, ProblemNotice } from "../../../ui/parts";
import { toast } from "../../../ui/toasts";
import { nameOf } from "../../../workflow/catalogue";
import type { Node, Webhook, Workflow } from "../../../workflow/types";
import { WebhookAddress } from "../../../workflow/WebhookAddress";
import { authenticationsOf, isGuarded } from "./authentication";
import { WebhookDialog } from "./WebhookDialog";

/** The addresses that lead to a trigger, and what can be done to each; a token is told once. */
export function Webhooks({ workflow, node }: { workflow: Workflow; node: Node }) {
  const t = useWords();
  const can = useScopes();
  const queries = useQueryClient();
  const webhooks = useQuery(webhooksQuery(workflow.id));
  const [told, setTold] = useState<Webhook | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ["webhooks", workflow.id] });
  const create = useMutation({
    mutationFn: () => api.POST("/v1/webhooks", { body: { workflow_id: workflow.id, name: nameOf(node), node_id: node.id } }),
    onSuccess: ({ data }) => setTold(data!.data),
    onSettled: refresh,
  });
  if (webhooks.isPending) return <Loading rows={2} />;
  if (webhooks.error) return <ProblemNotice problem={webhooks.error} retry={() => void webhooks.refetch()} />;
  const own = webhooks.data.webhooks.filter(({ node_id }) => node_id === node.id || node_id === null);
  return (
    <>
      {create.error && <ProblemNotice problem={create.error} />}
      {own.length === 0 && <p className="muted small">{t("webhooks.none")}</p>}
      {own.map((webhook) => <Address key={webhook.id} webhook={webhook} mayChange={can("webhooks:write")} onTold={setTold} onChange={refresh} />)}
      {can("webhooks:write") && <div><button type="button" className="button small" disabled={create.isPending} onClick={() => create.mutate()}><Plus size={13} aria-hidden="true" /> {t("webhooks.create")}</button></div>}
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

type AddressProps = { webhook: Webhook; mayChange: boolean; onTold: (webhook: Webhook) => void; onChange: () => Promise<void> };

function Address({ webhook, mayChange, onTold, onChange }: AddressProps) {
  const t = useWords();
  const [dialog, setDialog] = useState<"edit" | "rotate" | "delete" | null>(null);
  const path = { webhook_id: webhook.id };
  const settle = { onError: (error: Error) => toast(error.message, "bad"), onSettled: onChange };
  const rotate = useMutation({
    mutationFn: () => api.POST("/v1/webhooks/{webhook_id}/rotate", { params: { path } }),
    onSuccess: ({ data }) => onTold(data!.data),
    ...settle,
  });
  const remove = useMutation({ mutationFn: () => api.DELETE("/v1/webhooks/{webhook_id}", { params: { path } }), onSuccess: () => toast(t("webhooks.deleted")), ...settle });
  const close = () => setDialog(null);
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div className="row wrap">
        <span className="tag">{[webhook.method].flat().join(", ")}</span>
        <code className="grow" style={{ overflowWrap: "anywhere" }}>{webhook.url}</code>
        <CopyButton text={webhook.url} of={t("webhooks.address")} />
        {mayChange && (
          <MoreMenu
            of={webhook.name}
            entries={[
              { word: "webhooks.edit", icon: Pencil, act: () => setDialog("edit") },
              ...(isGuarded(webhook) ? [{ word: "webhooks.rotate" as const, icon: KeyRound, act: () => setDialog("rotate") }] : []),
              { word: "webhooks.delete", icon: Trash2, isDanger: true, act: () => setDialog("delete") },
            ]}
          />
        )}
      </div>
      <p className="muted small"><bdi>{webhook.name}</bdi> · {guardOf(webhook)}{webhook.wait > 0 ? ` · ${t("webhooks.waits", { seconds: webhook.wait })}` : ""}</p>
      {dialog === "edit" && <WebhookDialog webhook={webhook} onTold={onTold} onClose={() => { close(); void onChange(); }} />}
      {dialog === "rotate" && <Confirmation word="webhooks.rotate" act={() => rotate.mutate()} onClose={close} />}
      {dialog === "delete" && <Confirmation word="webhooks.delete" isDanger act={() => remove.mutate()} onClose={close} />}
    </div>
  );

  function guardOf(shown: Webhook): string {
    if (!isGuarded(shown)) return t("webhooks.open");
    return authenticationsOf(shown).map(({ type, preset }) => preset ?? t(`webhooks.by.${type}`)).join(", ");
  }
}

/** What cannot be taken back is asked for first: whoever calls the address hears of it by a refusal. */
function Confirmation({ word, isDanger = false, act, onClose }: { word: "webhooks.rotate" | "webhooks.delete"; isDanger?: boolean; act: () => void; onClose: () => void }) {
  const t = useWords();
  return (
    <Dialog title={t(`${word}.title`)} onClose={onClose}>
      <p>{t(`${word}.text`)}</p>
      <footer>
        <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
        <button type="button" className={isDanger ? "button danger solid" : "button primary"} onClick={() => { act(); onClose(); }}>{t(word)}</button>
      </footer>
    </Dialog>
  );
}

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../../api/client";
import { ChoiceField, NumberField, TextField } from "../../../editor/settings/fields";
import { useWords } from "../../../i18n";
import { Dialog, Notice, ProblemNotice } from "../../../ui/parts";
import { every } from "../../../workflow/every";
import type { Webhook, WebhookMethod } from "../../../workflow/types";
import { authenticationFor, type Guard, namedBy, PRESETS, type Proof, proofOf, TYPES } from "./authentication";

const METHODS = every<WebhookMethod>({ GET: true, POST: true, PUT: true, PATCH: true, DELETE: true, HEAD: true });
const LONGEST_WAIT = 25;

type Props = { webhook: Webhook; onTold: (webhook: Webhook) => void; onClose: () => void };

/** Name, methods, path and proof of a webhook; another kind of proof makes a new token, which is told. */
export function WebhookDialog({ webhook, onTold, onClose }: Props) {
  const t = useWords();
  const before = proofOf(webhook);
  const [name, setName] = useState(webhook.name);
  const [methods, setMethods] = useState<readonly WebhookMethod[]>([webhook.method].flat());
  const [path, setPath] = useState(webhook.path ?? "");
  const [wait, setWait] = useState<number | undefined>(webhook.wait);
  const [proof, setProof] = useState(before);
  const save = useMutation({
    mutationFn: () =>
      api.PUT("/v1/webhooks/{webhook_id}", {
        params: { path: { webhook_id: webhook.id } },
        body: {
          name,
          method: [...methods],
          wait: wait ?? 0,
          ...(path === (webhook.path ?? "") ? {} : { path: path || null }),
          ...(proof && JSON.stringify(proof) !== JSON.stringify(before) ? { authentication: authenticationFor(proof) as never } : {}),
        },
      }),
    onSuccess: ({ data }) => {
      onClose();
      if (data!.data.token) onTold(data!.data);
    },
  });
  const toggle = (method: WebhookMethod) => setMethods(methods.includes(method) ? methods.filter((each) => each !== method) : [...methods, method]);
  return (
    <Dialog title={t("webhooks.edit")} onClose={onClose}>
      <form className="stack" onSubmit={(event: FormEvent) => { event.preventDefault(); save.mutate(); }}>
        <div className="field">
          <label htmlFor="webhook-name">{t("name")}</label>
          <input id="webhook-name" className="input" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <fieldset className="field" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="small" style={{ fontWeight: 550, padding: 0, marginBottom: 4 }}>{t("webhooks.methods")}</legend>
          <span className="row wrap" style={{ gap: 14 }}>
            {METHODS.map((method) => <label key={method} className="check"><input type="checkbox" checked={methods.includes(method)} onChange={() => toggle(method)} /> <code>{method}</code></label>)}
          </span>
        </fieldset>
        {proof ? <ProofFields proof={proof} onChange={setProof} /> : <Notice tone="info">{t("webhooks.proof.several")}</Notice>}
        <TextField label={t("webhooks.path")} hint={t("webhooks.path.hint")} placeholder="orders/:id" value={path} onChange={(value) => setPath(value ?? "")} />
        <NumberField label={t("webhooks.wait")} hint={t("webhooks.wait.hint")} min={0} max={LONGEST_WAIT} value={wait} onChange={setWait} />
        {save.error && <ProblemNotice problem={save.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={save.isPending || methods.length === 0}>{t("save")}</button>
        </footer>
      </form>
    </Dialog>
  );
}

function ProofFields({ proof, onChange }: { proof: Proof; onChange: (proof: Proof) => void }) {
  const t = useWords();
  const { guard, name, preset } = proof;
  const named = namedBy(guard);
  const presets = PRESETS.map((each) => [each, each] as const);
  return (
    <>
      <ChoiceField
        label={t("webhooks.proof")}
        hint={t("webhooks.proof.hint")}
        value={guard}
        options={[...TYPES.map((each) => [each, t(`webhooks.by.${each}`)] as const), ["none", t("webhooks.by.none")]]}
        onChange={(value) => onChange({ guard: value as Guard, name: "", preset: "" })}
      />
      {named && <TextField label={t(`webhooks.name.${named}`)} value={name} onChange={(value) => onChange({ ...proof, name: value ?? "" })} />}
      {guard === "hmac" && <ChoiceField label={t("webhooks.sender")} value={preset} options={[["", t("webhooks.sender.any")], ...presets]} onChange={(value) => onChange({ ...proof, preset: value })} />}
    </>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "../api/client";
import { keysQuery } from "../api/queries";
import { formatMoment, formatNumber, useWords } from "../i18n";
import { useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { CopyButton, Dialog, Empty, Loading, Moment, PageHead, ProblemNotice, Status } from "../ui/parts";
import { type Column, Table } from "../ui/Table";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import { every } from "../workflow/every";
import type { Key, KeyStatus, Scope } from "../workflow/types";

const COLUMNS: readonly Column[] = [
  { word: "name" },
  { word: "keys.scopes", look: "optional" },
  { word: "keys.limit", look: "optional end" },
  { word: "status" },
  { word: "keys.made", look: "optional" },
  { word: "actions", isHidden: true },
];

const SCOPES = every<Scope>({
  "workflows:read": true, "workflows:write": true, "workflows:execute": true, "executions:read": true, "executions:write": true,
  "webhooks:read": true, "webhooks:write": true, "notifications:read": true, "notifications:write": true, "credentials:read": true,
  "credentials:write": true, "variables:read": true, "variables:write": true, "keys:read": true, "keys:write": true,
});
const DAY = 86_400_000;
const LIVES = [0, 1, 30, 90, 365] as const;

export function KeysPage() {
  const t = useWords();
  const can = useScopes();
  const found = useQuery(keysQuery());
  const [isNew, setNew] = useState(false);
  useTitle(t("nav.keys"));
  useCommands([can("keys:write") && { label: t("keys.new"), icon: Plus, act: () => setNew(true) }]);
  const create = can("keys:write") && <button type="button" className="button primary" onClick={() => setNew(true)}><Plus size={15} aria-hidden="true" /> {t("keys.new")}</button>;
  return (
    <>
      <PageHead title={t("nav.keys")} sub={t("keys.sub")}>{create}</PageHead>
      {found.error && <ProblemNotice problem={found.error} retry={() => void found.refetch()} />}
      <section className="panel" aria-label={t("nav.keys")}>
        {found.isPending && <Loading rows={3} />}
        {found.data?.keys.length === 0 && <Empty icon={KeyRound} title={t("keys.none")} />}
        {found.data && found.data.keys.length > 0 && (
          <Table columns={COLUMNS}>{found.data.keys.map((key) => <Row key={key.id} entry={key} mayRevoke={can("keys:write")} />)}</Table>
        )}
      </section>
      {isNew && <NewDialog onClose={() => setNew(false)} />}
    </>
  );
}

function Row({ entry, mayRevoke }: { entry: Key; mayRevoke: boolean }) {
  const t = useWords();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.DELETE("/v1/keys/{key_id}", { params: { path: { key_id: entry.id } } }),
    onSuccess: () => toast(t("keys.revoked")),
    onError: (error) => toast(error.message, "bad"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
  const isOver = entry.expires_at !== null && new Date(entry.expires_at).getTime() < Date.now();
  const status: KeyStatus = entry.revoked_at ? "revoked" : isOver ? "expired" : "active";
  return (
    <tr>
      <td><strong dir="auto">{entry.name}</strong> {entry.is_current && <span className="tag">{t("keys.current")}</span>}<div className="muted small mono">{entry.id}</div></td>
      <td className="optional"><span className="row wrap" style={{ gap: 4 }}>{entry.scopes.length === SCOPES.length ? <span className="tag">{t("keys.all")}</span> : entry.scopes.map((scope) => <span key={scope} className="tag">{scope}</span>)}</span></td>
      <td className="optional end number">{formatNumber(entry.limit)}</td>
      <td><Status status={status} />{entry.expires_at && status === "active" && <div className="muted small">{t("keys.until", { moment: formatMoment(entry.expires_at) })}</div>}</td>
      <td className="optional muted nowrap"><Moment value={entry.created_at} /></td>
      <td className="end">{mayRevoke && status === "active" && !entry.is_current && <button type="button" className="button small danger" onClick={() => setAsked(true)}>{t("keys.revoke")}</button>}
        {isAsked && (
          <Dialog title={t("keys.revoke.title", { name: entry.name })} onClose={() => setAsked(false)}>
            <p style={{ textAlign: "left" }}>{t("keys.revoke.text")}</p>
            <footer>
              <button type="button" className="button" onClick={() => setAsked(false)}>{t("cancel")}</button>
              <button type="button" className="button danger solid" disabled={revoke.isPending} onClick={() => { revoke.mutate(); setAsked(false); }}>{t("keys.revoke")}</button>
            </footer>
          </Dialog>
        )}
      </td>
    </tr>
  );
}

function NewDialog({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["workflows:read", "executions:read"]);
  const [days, setDays] = useState(90);
  const create = useMutation({
    mutationFn: () => api.POST("/v1/keys", { params: { header: {} }, body: { name, scopes: [...scopes], ...(days ? { expires_at: new Date(Date.now() + days * DAY).toISOString() } : {}) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
  const made = create.data?.data?.data;
  if (made) {
    return (
      <Dialog title={t("keys.secret")} onClose={onClose}>
        <p>{t("keys.secret.text")}</p>
        <div className="row"><code className="grow" style={{ overflowWrap: "anywhere" }}>{made.secret}</code><CopyButton text={made.secret} /></div>
        <footer><button type="button" className="button primary" onClick={onClose}>{t("close")}</button></footer>
      </Dialog>
    );
  }
  const toggle = (scope: Scope) => setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  return (
    <Dialog title={t("keys.new")} onClose={onClose}>
      <form className="stack" onSubmit={(event: FormEvent) => { event.preventDefault(); create.mutate(); }}>
        <div className="field">
          <label htmlFor="key-name">{t("name")}</label>
          <input id="key-name" className="input" required maxLength={200} value={name} autoFocus onChange={(event) => setName(event.target.value)} />
          <span className="hint">{t("keys.name.hint")}</span>
        </div>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="small" style={{ fontWeight: 550, padding: 0, marginBottom: 6 }}>{t("keys.scopes")}</legend>
          <div style={{ display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(180px, 1fr))", gap: 6 }}>
            {SCOPES.map((scope) => <label key={scope} className="check"><input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} /> <code>{scope}</code></label>)}
          </div>
        </fieldset>
        <div className="field">
          <label htmlFor="key-life">{t("keys.life")}</label>
          <select id="key-life" className="select" value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {LIVES.map((each) => <option key={each} value={each}>{each === 0 ? t("keys.life.open") : t("days", { count: each })}</option>)}
          </select>
        </div>
        {create.error && <ProblemNotice problem={create.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={create.isPending || !name.trim() || scopes.length === 0}>{t("create")}</button>
        </footer>
      </form>
    </Dialog>
  );
}

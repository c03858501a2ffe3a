import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, RefreshCw, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api } from "../api/client";
import { credentialQuery } from "../api/queries";
import { useWords } from "../i18n";
import { Link, navigate, paths } from "../router";
import { useScopes } from "../session/scopes";
import { CopyButton, Dialog, Loading, Moment, Notice, PageHead, ProblemNotice } from "../ui/parts";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import { hostsOf, valuesOf } from "../workflow/credentials";
import type { CredentialWithUsers } from "../workflow/types";
import { ValuesForm } from "./credential/ValuesForm";
import { Hosts, HostsField } from "./CredentialsPage";
import { PageProblem } from "./PageProblem";

type Asked = "change" | "rotate" | "delete" | null;

/** One credential: where it may be sent, who uses it, and whether it is still accepted. */
export default function CredentialPage({ id }: { id: string }) {
  const t = useWords();
  const can = useScopes();
  const found = useQuery(credentialQuery(id));
  const [asked, setAsked] = useState<Asked>(null);
  useTitle(found.data?.credential.name ?? t("nav.credentials"));
  if (found.error) return <PageProblem problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  const { credential, tag } = found.data;
  const own = { credential, tag, onClose: () => setAsked(null) };
  return (
    <>
      <PageHead crumbs={<Link to={paths.credentials}>{t("nav.credentials")}</Link>} title={credential.name} sub={t(`credential.${credential.type}`)}>
        {can("credentials:write") && (
          <>
            <button type="button" className="button" onClick={() => setAsked("change")}><Pencil size={14} aria-hidden="true" /> {t("edit")}</button>
            <button type="button" className="button" onClick={() => setAsked("rotate")}><RefreshCw size={14} aria-hidden="true" /> {t("credentials.rotate")}</button>
            <button type="button" className="button danger" onClick={() => setAsked("delete")}><Trash2 size={14} aria-hidden="true" /> {t("workflow.delete")}</button>
          </>
        )}
      </PageHead>
      <div className="stack">
        <section className="panel" aria-label={credential.name}><div className="body"><Facts credential={credential} /></div></section>
        <section className="panel" aria-label={t("credentials.users")}>
          <header><h2>{t("credentials.users")}</h2></header>
          <div className="body">{credential.used_by.length === 0 ? <p className="muted small">{t("credentials.users.none")}</p> : <Users credential={credential} />}</div>
        </section>
        {can("credentials:write") && <Trial credential={credential} />}
      </div>
      {asked === "change" && <ChangeDialog {...own} />}
      {asked === "rotate" && <RotateDialog {...own} />}
      {asked === "delete" && <DeleteDialog {...own} />}
    </>
  );
}

function Facts({ credential }: { credential: CredentialWithUsers }) {
  const t = useWords();
  return (
    <dl className="facts" style={{ alignItems: "center" }}>
      <dt>{t("credentials.id")}</dt><dd className="row"><code style={{ overflowWrap: "anywhere" }}>{credential.id}</code><CopyButton text={credential.id} /></dd>
      <dt>{t("credentials.fields")}</dt><dd className="row wrap" style={{ gap: 4 }}>{credential.fields.map((field) => <span key={field} className="tag">{field}</span>)}</dd>
      <dt>{t("credentials.hosts")}</dt><dd><Hosts hosts={credential.allowed_hosts} /></dd>
      <dt>{t("changed")}</dt><dd><Moment value={credential.updated_at} /></dd>
    </dl>
  );
}

function Users({ credential }: { credential: CredentialWithUsers }) {
  return <ul className="stack" style={{ gap: 4 }}>{credential.used_by.map(({ id, name }) => <li key={id}><Link to={paths.workflow(id)} dir="auto">{name}</Link></li>)}</ul>;
}

function Trial({ credential }: { credential: CredentialWithUsers }) {
  const t = useWords();
  const host = credential.allowed_hosts.find((each) => !each.startsWith("*"));
  const [url, setUrl] = useState(host ? `https://${host}/` : "https://");
  const trial = useMutation({
    mutationFn: () => api.POST("/v1/credentials/{credential_id}/test", { params: { path: { credential_id: credential.id } }, body: { url } }),
  });
  const told = trial.data?.data?.data;
  return (
    <section className="panel" aria-label={t("credentials.try")}>
      <header><h2>{t("credentials.try")}</h2></header>
      <div className="body stack">
        <p className="muted small">{t("credentials.try.text")}</p>
        <form className="row wrap" onSubmit={(event) => { event.preventDefault(); trial.mutate(); }}>
          <input className="input mono grow" style={{ flexBasis: 240 }} type="url" required aria-label={t("credentials.try.url")} value={url} onChange={(event) => setUrl(event.target.value)} />
          <button type="submit" className="button" disabled={trial.isPending}>{t("credentials.try.send")}</button>
        </form>
        <div aria-live="polite">
          {told && (told.accepted ? <Notice tone="ok">{t("credentials.accepted", { status: told.status ?? "–" })}</Notice> : <Notice tone="bad" title={[t("credentials.refused"), told.status ?? told.error].filter(Boolean).join(": ")}>{told.message}</Notice>)}
        </div>
        {trial.error && <ProblemNotice problem={trial.error} />}
      </div>
    </section>
  );
}

type Own = { credential: CredentialWithUsers; tag: string; onClose: () => void };

function useChange({ credential, tag, onClose }: Own, done: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; allowed_hosts?: string[]; values?: Record<string, unknown> }) =>
      api.PUT("/v1/credentials/{credential_id}", { params: { path: { credential_id: credential.id }, header: { "If-Match": tag } }, body }),
    onSuccess: () => {
      toast(done);
      void queries.invalidateQueries({ queryKey: ["credentials"] });
      onClose();
    },
  });
}

function Form({ title, word, isPending, problem, onSubmit, onClose, children }: { title: string; word: string; isPending: boolean; problem: unknown; onSubmit: () => void; onClose: () => void; children: ReactNode }) {
  const t = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>
        {children}
        {problem ? <ProblemNotice problem={problem} /> : null}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={isPending}>{word}</button>
        </footer>
      </form>
    </Dialog>
  );
}

function ChangeDialog(own: Own) {
  const t = useWords();
  const { credential, onClose } = own;
  const [name, setName] = useState(credential.name);
  const [hosts, setHosts] = useState(credential.allowed_hosts.join(" "));
  const change = useChange(own, t("credentials.changed"));
  return (
    <Form title={t("edit")} word={t("save")} isPending={change.isPending} problem={change.error} onClose={onClose} onSubmit={() => change.mutate({ name: name.trim(), allowed_hosts: hostsOf(hosts) })}>
      <div className="field">
        <label htmlFor="credential-name">{t("name")}</label>
        <input id="credential-name" className="input" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <HostsField value={hosts} onChange={setHosts} />
    </Form>
  );
}

function RotateDialog(own: Own) {
  const t = useWords();
  const { credential, onClose } = own;
  const [written, setWritten] = useState<Record<string, string>>({});
  const rotate = useChange(own, t("credentials.rotated"));
  return (
    <Form title={t("credentials.rotate")} word={t("credentials.rotate")} isPending={rotate.isPending} problem={rotate.error} onClose={onClose} onSubmit={() => rotate.mutate({ values: valuesOf(credential.type, written) })}>
      <p>{t("credentials.rotate.text")}</p>
      <ValuesForm kind={credential.type} written={written} onChange={setWritten} />
    </Form>
  );
}

function DeleteDialog({ credential, onClose }: Own) {
  const t = useWords();
  const queries = useQueryClient();
  const isUsed = credential.used_by.length > 0;
  const remove = useMutation({
    mutationFn: () => api.DELETE("/v1/credentials/{credential_id}", { params: { path: { credential_id: credential.id }, query: isUsed ? { force: true } : {} } }),
    onSuccess: () => {
      toast(t("credentials.deleted"));
      queries.removeQueries({ queryKey: ["credentials", credential.id] });
      void queries.invalidateQueries({ queryKey: ["credentials"] });
      navigate(paths.credentials);
    },
  });
  return (
    <Dialog title={t("credentials.delete.title", { name: credential.name })} onClose={onClose}>
      <p>{t("credentials.delete.text")}</p>
      {isUsed && <Notice tone="warn" title={t("credentials.delete.used")}><Users credential={credential} /></Notice>}
      {remove.error && <ProblemNotice problem={remove.error} />}
      <footer>
        <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
        <button type="button" className="button danger solid" disabled={remove.isPending} onClick={() => remove.mutate()}>{t(isUsed ? "credentials.delete.force" : "workflow.delete")}</button>
      </footer>
    </Dialog>
  );
}

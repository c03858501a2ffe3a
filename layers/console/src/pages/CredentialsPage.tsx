import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LockKeyhole, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client";
import { credentialsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { Link, navigate, paths, setSearch, useSearch } from "../router";
import { useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { Dialog, Empty, Loading, Moment, PageHead, Pages, ProblemNotice } from "../ui/parts";
import { type Column, Table } from "../ui/Table";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import { CREDENTIAL_KINDS, hostsOf, valuesOf } from "../workflow/credentials";
import type { Credential, CredentialKind } from "../workflow/types";
import { ValuesForm } from "./credential/ValuesForm";

const COLUMNS: readonly Column[] = [
  { word: "name" },
  { word: "credentials.type" },
  { word: "credentials.hosts", look: "optional" },
  { word: "changed", look: "optional" },
];

export default function CredentialsPage() {
  const t = useWords();
  const can = useScopes();
  const page = Number(useSearch().get("page")) || 1;
  const found = useQuery(credentialsQuery(page));
  const [isNew, setNew] = useState(false);
  useTitle(t("nav.credentials"));
  useCommands([can("credentials:write") && { label: t("credentials.new"), icon: Plus, act: () => setNew(true) }]);
  const create = can("credentials:write") && <button type="button" className="button primary" onClick={() => setNew(true)}><Plus size={15} aria-hidden="true" /> {t("credentials.new")}</button>;
  return (
    <>
      <PageHead title={t("nav.credentials")} sub={t("credentials.sub")}>{found.data?.credentials.length ? create : null}</PageHead>
      {found.error && <ProblemNotice problem={found.error} retry={() => void found.refetch()} />}
      <section className="panel" aria-label={t("nav.credentials")}>
        {found.isPending && <Loading rows={3} />}
        {found.data?.credentials.length === 0 && <Empty icon={LockKeyhole} title={t("credentials.none")} actions={create}>{t("credentials.none.text")}</Empty>}
        {found.data && found.data.credentials.length > 0 && <CredentialTable credentials={found.data.credentials} />}
        {found.data && <Pages {...found.data.pagination} onPage={(next) => setSearch("page", String(next))} />}
      </section>
      {isNew && <NewDialog onClose={() => setNew(false)} />}
    </>
  );
}

function CredentialTable({ credentials }: { credentials: readonly Credential[] }) {
  const t = useWords();
  return (
    <Table columns={COLUMNS}>
      {credentials.map((each) => (
        <tr key={each.id}>
          <td><Link className="name" dir="auto" to={paths.credential(each.id)}>{each.name}</Link></td>
          <td>{t(`credential.${each.type}`)}</td>
          <td className="optional"><Hosts hosts={each.allowed_hosts} /></td>
          <td className="optional muted nowrap"><Moment value={each.updated_at} /></td>
        </tr>
      ))}
    </Table>
  );
}

export function Hosts({ hosts }: { hosts: readonly string[] }) {
  const t = useWords();
  if (hosts.length === 0) return <span className="muted">{t("credentials.hosts.any")}</span>;
  return <span className="row wrap" style={{ gap: 4 }}>{hosts.map((host) => <span key={host} className="tag">{host}</span>)}</span>;
}

function NewDialog({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<CredentialKind>("bearer");
  const [written, setWritten] = useState<Record<string, string>>({});
  const [hosts, setHosts] = useState("");
  const create = useMutation({
    mutationFn: () => api.POST("/v1/credentials", { params: { header: {} }, body: { name: name.trim(), type: kind, values: valuesOf(kind, written), allowed_hosts: hostsOf(hosts) } }),
    onSuccess: ({ data }) => {
      toast(t("credentials.made"));
      void queries.invalidateQueries({ queryKey: ["credentials"] });
      navigate(paths.credential(data!.data.id));
    },
  });
  return (
    <Dialog title={t("credentials.new")} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        <div className="field">
          <label htmlFor="credential-name">{t("name")}</label>
          <input id="credential-name" className="input" required maxLength={200} autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="credential-type">{t("credentials.type")}</label>
          <select id="credential-type" className="select" value={kind} aria-describedby="credential-type-about" onChange={(event) => { setKind(event.target.value as CredentialKind); setWritten({}); }}>
            {CREDENTIAL_KINDS.map((each) => <option key={each} value={each}>{t(`credential.${each}`)}</option>)}
          </select>
          <span id="credential-type-about" className="hint">{t(`credential.about.${kind}`)}</span>
        </div>
        <ValuesForm kind={kind} written={written} onChange={setWritten} />
        <HostsField value={hosts} onChange={setHosts} />
        {create.error && <ProblemNotice problem={create.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={create.isPending || !name.trim()}>{t("create")}</button>
        </footer>
      </form>
    </Dialog>
  );
}

export function HostsField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useWords();
  return (
    <div className="field">
      <label htmlFor="credential-hosts">{t("credentials.hosts")}</label>
      <input id="credential-hosts" className="input mono" placeholder="api.example.com" autoComplete="off" spellCheck={false} aria-describedby="credential-hosts-about" value={value} onChange={(event) => onChange(event.target.value)} />
      <span id="credential-hosts-about" className="hint">{t("credentials.hosts.hint")}</span>
    </div>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus, Trash2, Variable as VariableIcon } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client";
import { variablesQuery } from "../api/queries";
import { textOf, valueOf } from "../editor/forms/schema";
import { useWords } from "../i18n";
import { setSearch, useSearch } from "../router";
import { useScopes } from "../session/scopes";
import { useCommands } from "../shell/commands";
import { CopyButton, Dialog, Empty, Loading, Moment, PageHead, Pages, ProblemNotice } from "../ui/parts";
import { type Column, Table } from "../ui/Table";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import type { Variable } from "../workflow/types";

const COLUMNS: readonly Column[] = [
  { word: "variables.expression" },
  { word: "variables.value" },
  { word: "changed", look: "optional" },
  { word: "actions", isHidden: true },
];

const NAME = "[A-Za-z_][A-Za-z0-9_]{0,63}";

export default function VariablesPage() {
  const t = useWords();
  const can = useScopes();
  const page = Number(useSearch().get("page")) || 1;
  const found = useQuery(variablesQuery(page));
  const [asked, setAsked] = useState<{ of: Variable | null; isRemoval?: boolean } | null>(null);
  useTitle(t("nav.variables"));
  const mayWrite = can("variables:write");
  useCommands([mayWrite && { label: t("variables.new"), icon: Plus, act: () => setAsked({ of: null }) }]);
  const create = mayWrite && <button type="button" className="button primary" onClick={() => setAsked({ of: null })}><Plus size={15} aria-hidden="true" /> {t("variables.new")}</button>;
  const close = () => setAsked(null);
  return (
    <>
      <PageHead title={t("nav.variables")} sub={t("variables.sub")}>{found.data?.variables.length ? create : null}</PageHead>
      {found.error && <ProblemNotice problem={found.error} retry={() => void found.refetch()} />}
      <section className="panel" aria-label={t("nav.variables")}>
        {found.isPending && <Loading rows={3} />}
        {found.data?.variables.length === 0 && <Empty icon={VariableIcon} title={t("variables.none")} actions={create}>{t("variables.none.text")}</Empty>}
        {found.data && found.data.variables.length > 0 && (
          <Table columns={COLUMNS}>
            {found.data.variables.map((each) => <Row key={each.name} variable={each} mayWrite={mayWrite} onChange={() => setAsked({ of: each })} onRemove={() => setAsked({ of: each, isRemoval: true })} />)}
          </Table>
        )}
        {found.data && <Pages {...found.data.pagination} onPage={(next) => setSearch("page", String(next))} />}
      </section>
      {asked?.isRemoval && <RemoveDialog name={asked.of!.name} onClose={close} />}
      {asked && !asked.isRemoval && <SetDialog variable={asked.of} onClose={close} />}
    </>
  );
}

function Row({ variable: { name, value, updated_at }, mayWrite, onChange, onRemove }: { variable: Variable; mayWrite: boolean; onChange: () => void; onRemove: () => void }) {
  const t = useWords();
  return (
    <tr>
      <td className="nowrap"><span className="row"><code>$vars.{name}</code> <span className="optional"><CopyButton text={`$vars.${name}`} /></span></span></td>
      <td><code className="value-cell" dir="auto">{JSON.stringify(value)}</code></td>
      <td className="optional muted nowrap"><Moment value={updated_at} /></td>
      <td className="end nowrap">
        {mayWrite && (
          <>
            <button type="button" className="button small icon" aria-label={t("variables.change", { name })} onClick={onChange}><Pencil size={13} aria-hidden="true" /></button>{" "}
            <button type="button" className="button small icon danger" aria-label={t("variables.remove", { name })} onClick={onRemove}><Trash2 size={13} aria-hidden="true" /></button>
          </>
        )}
      </td>
    </tr>
  );
}

function typeOf(value: unknown): "string" | "number" | "boolean" | "null" | "array" | "object" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "string" | "number" | "boolean" | "object";
}

function SetDialog({ variable, onClose }: { variable: Variable | null; onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(variable?.name ?? "");
  const [text, setText] = useState(variable ? (variable.value === null ? "null" : textOf(variable.value) || '""') : "");
  const value = valueOf(text) ?? "";
  const isUnsafe = typeof value === "number" && (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value));
  const set = useMutation({
    mutationFn: () => api.PUT("/v1/variables/{name}", { params: { path: { name } }, body: { value } }),
    onSuccess: () => {
      toast(t("variables.saved", { name }));
      void queries.invalidateQueries({ queryKey: ["variables"] });
      onClose();
    },
  });
  return (
    <Dialog title={variable ? t("variables.change", { name: variable.name }) : t("variables.new")} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); set.mutate(); }}>
        {!variable && (
          <div className="field">
            <label htmlFor="variable-name">{t("name")}</label>
            <input id="variable-name" className="input mono" required pattern={NAME} autoFocus autoComplete="off" spellCheck={false} aria-describedby="variable-name-about" value={name} onChange={(event) => setName(event.target.value)} />
            <span id="variable-name-about" className="hint">{t("variables.name.hint")}</span>
          </div>
        )}
        <div className="field">
          <label htmlFor="variable-value">{t("variables.value")}</label>
          <textarea id="variable-value" className="textarea mono" rows={5} spellCheck={false} autoFocus={variable !== null} aria-describedby="variable-value-about" value={text} onChange={(event) => setText(event.target.value)} />
          <span id="variable-value-about" className={isUnsafe ? "fault" : "hint"} role="status">{isUnsafe ? t("variables.unsafe") : t("variables.is", { type: t(`json.${typeOf(value)}`) })}</span>
        </div>
        {set.error && <ProblemNotice problem={set.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={set.isPending || !name || isUnsafe}>{t("save")}</button>
        </footer>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.DELETE("/v1/variables/{name}", { params: { path: { name } } }),
    onSuccess: () => {
      toast(t("variables.deleted", { name }));
      void queries.invalidateQueries({ queryKey: ["variables"] });
      onClose();
    },
  });
  return (
    <Dialog title={t("variables.remove.title", { name })} onClose={onClose}>
      <p>{t("variables.remove.text")}</p>
      {remove.error && <ProblemNotice problem={remove.error} />}
      <footer>
        <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
        <button type="button" className="button danger solid" disabled={remove.isPending} onClick={() => remove.mutate()}>{t("workflow.delete")}</button>
      </footer>
    </Dialog>
  );
}

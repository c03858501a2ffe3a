/** A node's configuration as a form, made of its JSON Schema. */
import { Braces, Plus, Trash2 } from "lucide-react";
import type { Diagnostic as Mark } from "@codemirror/lint";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useWords } from "../../i18n";
import { StatusIcon } from "../../ui/icons";
import type { Diagnostic } from "../../workflow/types";
import { CodeField } from "../expressions/CodeField";
import { CredentialField } from "./CredentialField";
import { diagnosticsAt } from "../drawing/diagnosis";
import { useEchoes } from "../expressions/echoes";
import { fieldName } from "./fieldNames";
import type { Scope } from "../expressions/jsonata";
import { Preview } from "../expressions/Preview";
import { type FieldShape, type Form, type Schema, shapeOf, textOf, valueOf } from "./schema";
import { Prose } from "../../ui/Prose";

/** The field of a node that names a credential. */
const CREDENTIAL = "credential";

type Config = Record<string, unknown>;
export type ExpressionPath = { field: string; form: Form };
type Shared = { schema: Schema; expressions: readonly ExpressionPath[]; diagnostics: readonly Diagnostic[]; scope: Scope; path: string };

type FormProps = Shared & { config: Config; onChange: (config: Config, field: string) => void; properties?: Record<string, Schema>; required?: readonly string[] };

/** `path` is where this part stands in the configuration: diagnostics and expression fields are named by it. */
export function ConfigForm({ config, onChange, properties, required, ...shared }: FormProps) {
  const { schema, path } = shared;
  const fields = Object.entries(properties ?? schema.properties ?? {});
  const needed = required ?? schema.required ?? [];
  const unknown = Object.keys(config).filter((name) => !fields.some(([known]) => known === name));
  const t = useWords();
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = config;
    onChange(value === undefined ? rest : { ...config, [name]: value }, path + name);
  };
  return (
    <div className="stack">
      {fields.map(([name, field]) => (
        <Field key={name} name={name} field={field} value={config[name]} isRequired={needed.includes(name)} onChange={(value) => set(name, value)} {...shared} />
      ))}
      {unknown.map((name) => (
        <div key={name} className="notice warn">
          <StatusIcon tone="warn" size={16} />
          <span className="text grow">{t("form.unknown", { name })}</span>
          <button type="button" className="button small" onClick={() => set(name, undefined)}>{t("remove")}</button>
        </div>
      ))}
    </div>
  );
}

type FieldProps = Shared & { name: string; field: Schema; value: unknown; isRequired: boolean; onChange: (value: unknown) => void };

function Field({ name, field, value, isRequired, onChange, ...shared }: FieldProps) {
  const t = useWords();
  const id = useId();
  const { schema, expressions, diagnostics, path } = shared;
  const own = `${path}${name}`;
  const form = expressions.find((each) => each.field === own.replace(/\[\d+\]/g, "[]"))?.form;
  const shape = shapeOf(field, schema, form);
  const faults = diagnosticsAt(own, diagnostics);
  const label = fieldName(name);
  const isNested = shape.kind === "list" || shape.kind === "fields";
  return (
    <div className="field" role={isNested ? "group" : undefined} aria-label={isNested ? label : undefined}>
      {shape.kind !== "switch" && (
        <div className="row" style={{ gap: 6 }}>
          <label className="label" htmlFor={id} title={name} style={{ fontSize: "var(--s)", fontWeight: 550 }}>{label}</label>
          {isRequired && <span className="muted" style={{ fontSize: 11 }}>{t("form.required")}</span>}
        </div>
      )}
      <Input id={id} name={name} label={label} shape={shape} field={field} value={value} onChange={onChange} faults={faults} {...shared} />
      {faults.map((fault) => (
        <span key={fault.rule + fault.path + fault.message} className={`fault${fault.severity === "error" ? "" : " warning"}`}>
          <StatusIcon tone={fault.severity === "error" ? "bad" : "warn"} size={13} /> <span><Prose text={`${fault.message} ${fault.hint}`} /></span>
          {canApply(fault, value) && <button type="button" className="button small" onClick={() => onChange(applied(fault, value as string))}>{t("form.suggest", { text: fault.suggestion! })}</button>}
        </span>
      ))}
    </div>
  );
}

/** A suggestion replaces the place that is at fault, in a text that stands in this very field. */
function canApply({ suggestion, offset, length }: Diagnostic, value: unknown): boolean {
  return suggestion !== undefined && offset !== undefined && length !== undefined && typeof value === "string" && offset + length <= value.length;
}

function applied({ suggestion, offset, length }: Diagnostic, value: string): string {
  return value.slice(0, offset!) + suggestion! + value.slice(offset! + length!);
}

/** Where faults stand in the text of a field. */
function marksOf(faults: readonly Diagnostic[]): Mark[] {
  return faults.flatMap(({ offset, length, message, severity }) =>
    offset === undefined ? [] : [{ from: offset, to: offset + Math.max(length ?? 1, 1), message, severity: severity === "error" ? "error" : "warning" }],
  );
}

type InputProps = Shared & { id: string; name: string; label: string; shape: FieldShape; field: Schema; value: unknown; onChange: (value: unknown) => void; faults: readonly Diagnostic[] };

function Input({ id, name, label, shape, field, value, onChange, faults, ...shared }: InputProps) {
  const t = useWords();
  const hasFault = faults.some(({ severity }) => severity === "error"); // a hint is none
  const marks = useMemo(() => marksOf(faults), [faults]);
  const text = (typed: string) => onChange(typed === "" ? undefined : typed);
  if (name === CREDENTIAL && typeof (value ?? "") === "string") return <CredentialField id={id} value={(value ?? "") as string} hasFault={hasFault} onChange={onChange} />;
  switch (shape.kind) {
    case "code": {
      const written = typeof value === "string" ? value : textOf(value);
      return <Code label={label} value={written} isTemplate={shape.form === "template"} hasItem={shape.form === "item_expression"} hasFault={hasFault} marks={marks} scope={shared.scope} onChange={text} placeholder={typeof field.default === "string" ? field.default : ""} />;
    }
    case "choice": {
      const shown = value === undefined ? "" : String(value);
      const isOwn = shape.isOpen && shown !== "" && !shape.options.includes(shown);
      return (
        <select id={id} className="select" value={shown} aria-invalid={hasFault} onChange={(event) => text(event.target.value)}>
          <option value="">{field.default === undefined || field.default === null ? t("form.choose") : t("form.default", { value: String(field.default) })}</option>
          {shape.options.map((option) => <option key={option} value={option}>{option}</option>)}
          {isOwn && <option value={shown}>{shown}</option>}
        </select>
      );
    }
    case "switch":
      return <label className="check" title={name}><input type="checkbox" checked={(value ?? field.default) === true} onChange={(event) => onChange(event.target.checked === field.default ? undefined : event.target.checked)} /> {label}</label>;
    case "number":
      return <input id={id} className="input" type="number" min={shape.minimum} max={shape.maximum} aria-invalid={hasFault} placeholder={field.default === undefined || field.default === null ? "" : String(field.default)} value={value === undefined || value === null ? "" : String(value)} onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))} />;
    case "text":
      return <input id={id} className="input" aria-invalid={hasFault} placeholder={typeof field.default === "string" ? field.default : ""} value={value === undefined || value === null ? "" : String(value)} onChange={(event) => text(event.target.value)} />;
    case "lines":
      return <textarea id={id} className="textarea mono" rows={12} spellCheck={false} aria-invalid={hasFault} value={value === undefined || value === null ? "" : String(value)} onChange={(event) => text(event.target.value)} />;
    case "fields":
      return <Fields name={label} value={value} isTemplate={shape.isTemplate} onChange={onChange} hasFault={hasFault} scope={shared.scope} />;
    case "list":
      return <List {...shared} path={`${shared.path}${name}`} item={shape.item} value={value} onChange={onChange} />;
    case "value":
      return <Value label={label} value={value} isTemplate={shape.isTemplate} hasFault={hasFault} marks={marks} scope={shared.scope} onChange={onChange} placeholder={typeof field.default === "string" ? field.default : ""} />;
  }
}

type CodeProps = { marks?: readonly Mark[]; label: string; value: string; isTemplate: boolean; hasItem?: boolean; hasFault: boolean; scope: Scope; onChange: (value: string) => void; placeholder?: string };

function Code({ label, value, isTemplate, hasItem = false, hasFault, marks, scope, onChange, placeholder }: CodeProps) {
  const own = { ...scope, hasItem: scope.hasItem || hasItem };
  return (
    <>
      <CodeField label={label} value={value} isTemplate={isTemplate} isInvalid={hasFault} marks={marks} scope={own} onChange={onChange} placeholder={placeholder} />
      <Preview source={value} isTemplate={isTemplate} sample={scope.sample} hasFault={hasFault} />
    </>
  );
}

type ValueProps = { marks?: readonly Mark[]; label: string; value: unknown; isTemplate: boolean; hasFault: boolean; scope: Scope; onChange: (value: unknown) => void; placeholder?: string };

/** Any JSON, or a text with expressions: what is typed is JSON if it reads as JSON. */
function Value({ label, value, onChange, ...rest }: ValueProps) {
  const [text, setText] = useState(() => textOf(value));
  const echoes = useEchoes();
  // What is typed stays as it is typed; a change from elsewhere, such as undo, is shown.
  useEffect(() => {
    if (echoes.isEcho(value)) return;
    setText((typed) => (JSON.stringify(valueOf(typed) ?? "") === JSON.stringify(value ?? "") ? typed : textOf(value)));
  }, [value]);
  const type = (typed: string) => {
    setText(typed);
    echoes.tell(valueOf(typed));
    onChange(valueOf(typed));
  };
  const isJson = typeof value === "object" && value !== null;
  return isJson ? (
    <CodeField label={label} value={text} isTemplate={false} isInvalid={rest.hasFault} scope={rest.scope} onChange={type} />
  ) : (
    <Code label={label} value={text} {...rest} onChange={type} />
  );
}

type FieldsProps = { name: string; value: unknown; isTemplate: boolean; onChange: (value: unknown) => void; hasFault: boolean; scope: Scope };
type Row = { key: string; value: unknown; id: number };

/** An object, field by field; rows may be half written, with two names alike, until they are right. */
function Fields({ name, value, isTemplate, onChange, hasFault, scope }: FieldsProps) {
  const t = useWords();
  const next = useRef(0);
  const rowsOf = (object: unknown): Row[] => Object.entries((object ?? {}) as Config).map(([key, each]) => ({ key, value: each, id: next.current++ }));
  const [rows, setRows] = useState<Row[]>(() => rowsOf(value));
  const isText = typeof value === "string";
  const echoes = useEchoes();
  useEffect(() => {
    if (echoes.isEcho(value)) return;
    if (!isText) setRows((shown) => (JSON.stringify(objectOf(shown)) === JSON.stringify(value ?? {}) ? shown : rowsOf(value)));
  }, [value, isText]);
  if (isText) {
    return (
      <>
        <Code label={name} value={value} isTemplate hasFault={hasFault} scope={scope} onChange={(typed) => onChange(typed)} />
        <div><button type="button" className="button small quiet" onClick={() => onChange({})}>{t("form.asFields")}</button></div>
      </>
    );
  }
  const change = (to: Row[]) => {
    const made = to.length === 0 ? undefined : objectOf(to);
    setRows(to);
    echoes.tell(made);
    onChange(made);
  };
  const edit = (id: number, part: Partial<Row>) => change(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <div className="rows">
      {rows.map((row) => (
        <div key={row.id} className="row-field">
          <div className="row" style={{ gap: 4 }}>
            <input className="input mono" aria-label={t("form.key", { name })} value={row.key} onChange={(event) => edit(row.id, { key: event.target.value })} />
            <button type="button" className="button small icon quiet" aria-label={t("form.removeField", { name: row.key })} onClick={() => change(rows.filter(({ id }) => id !== row.id))}><Trash2 size={13} aria-hidden="true" /></button>
          </div>
          <Value label={row.key || t("form.value.of", { name })} value={row.value} isTemplate={isTemplate} hasFault={false} scope={scope} onChange={(each) => edit(row.id, { value: each ?? "" })} />
        </div>
      ))}
      <div className="row">
        <button type="button" className="button small" onClick={() => change([...rows, { key: freeKey(rows), value: "", id: next.current++ }])}><Plus size={13} aria-hidden="true" /> {t("form.addField")}</button>
        {isTemplate && rows.length === 0 && <button type="button" className="button small quiet" onClick={() => onChange("{{ $input }}")}><Braces size={13} aria-hidden="true" /> {t("form.asExpression")}</button>}
      </div>
    </div>
  );
}

function objectOf(rows: readonly Row[]): Config {
  return Object.fromEntries(rows.filter(({ key }) => key).map(({ key, value }) => [key, value]));
}

function freeKey(rows: readonly Row[]): string {
  let number = rows.length + 1;
  while (rows.some(({ key }) => key === `field_${number}`)) number += 1;
  return `field_${number}`;
}

type ListProps = Shared & { item: Schema; value: unknown; onChange: (value: unknown) => void };

function List({ item, value, onChange, ...shared }: ListProps) {
  const t = useWords();
  const entries = Array.isArray(value) ? (value as Config[]) : [];
  const put = (index: number, entry: Config | null) => onChange(entry ? entries.map((each, at) => (at === index ? entry : each)) : entries.filter((_, at) => at !== index));
  return (
    <div className="rows">
      {entries.map((entry, index) => (
        <fieldset key={index} className="entry-field">
          <legend className="hidden-visually">{t("form.entry", { number: index + 1 })}</legend>
          <ConfigForm {...shared} path={`${shared.path}[${index}].`} properties={item.properties} required={item.required ?? []} config={entry} onChange={(changed) => put(index, changed)} />
          <button type="button" className="button small quiet danger" onClick={() => put(index, null)}><Trash2 size={13} aria-hidden="true" /> {t("form.removeEntry", { number: index + 1 })}</button>
        </fieldset>
      ))}
      <div><button type="button" className="button small" onClick={() => onChange([...entries, {}])}><Plus size={13} aria-hidden="true" /> {t("form.addEntry")}</button></div>
    </div>
  );
}

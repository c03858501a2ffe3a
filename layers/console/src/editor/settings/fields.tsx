/** The fields of a workflow's settings: each with its hint, and what the compiler says of it. */
import { type ReactNode, useId } from "react";
import { Prose } from "../../ui/Prose";
import { StatusIcon } from "../../ui/icons";
import type { Diagnostic } from "../../workflow/types";

type Shared = { label: string; hint?: string; faults?: readonly Diagnostic[] };

/** Return what is said of a setting, and of what stands in it. */
export function faultsOf(setting: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const place = `settings.${setting}`;
  return diagnostics.filter(({ path }) => path === place || path.startsWith(`${place}.`));
}

export function Faults({ faults }: { faults: readonly Diagnostic[] }) {
  return faults.map(({ rule, path, message, hint, severity }) => (
    <span key={rule + path} className={`fault${severity === "error" ? "" : " warning"}`}>
      <StatusIcon tone={severity === "error" ? "bad" : "warn"} size={13} /> <span><Prose text={`${message} ${hint}`} /></span>
    </span>
  ));
}

function Labelled({ label, hint, faults = [], children }: Shared & { children: (id: string, about: string | undefined) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id, hint ? `${id}-hint` : undefined)}
      {hint && <span id={`${id}-hint`} className="hint">{hint}</span>}
      <Faults faults={faults} />
    </div>
  );
}

type NumberProps = Shared & { value: number | null | undefined; min?: number; max: number; placeholder?: string; onChange: (value: number | undefined) => void };

export function NumberField({ value, min = 1, max, placeholder, onChange, ...shared }: NumberProps) {
  return (
    <Labelled {...shared}>
      {(id, about) => <input id={id} className="input" type="number" min={min} max={max} aria-describedby={about} aria-invalid={Boolean(shared.faults?.length)} placeholder={placeholder} value={value ?? ""} onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))} />}
    </Labelled>
  );
}

type TextProps = Shared & { value: string | null | undefined; placeholder?: string; onChange: (value: string | undefined) => void };

export function TextField({ value, placeholder, onChange, ...shared }: TextProps) {
  return (
    <Labelled {...shared}>
      {(id, about) => <input id={id} className="input mono" spellCheck={false} aria-describedby={about} aria-invalid={Boolean(shared.faults?.length)} placeholder={placeholder} value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)} />}
    </Labelled>
  );
}

type ChoiceProps = Shared & { value: string; options: ReadonlyArray<readonly [value: string, name: string]>; onChange: (value: string) => void };

export function ChoiceField({ value, options, onChange, ...shared }: ChoiceProps) {
  return (
    <Labelled {...shared}>
      {(id, about) => (
        <select id={id} className="select" aria-describedby={about} aria-invalid={Boolean(shared.faults?.length)} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(([each, name]) => <option key={each} value={each}>{name}</option>)}
        </select>
      )}
    </Labelled>
  );
}

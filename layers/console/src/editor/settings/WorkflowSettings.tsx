import { useQuery } from "@tanstack/react-query";
import { workflowsQuery } from "../../api/queries";
import { useWords } from "../../i18n";
import { useIsAllowed } from "../../session/scopes";
import { every } from "../../workflow/every";
import type { Diagnostic, Settings } from "../../workflow/types";
import type { Drawing } from "../drawing/document";
import type { Budgets } from "../Problems";
import { Unknown } from "../forms/Unknown";
import { ChoiceField, faultsOf, NumberField } from "./fields";
import { JsonSetting } from "./JsonSetting";
import { ModeField } from "./ModeField";
import { Policies } from "./Policies";
import { TagsField } from "./TagsField";

type RecordData = NonNullable<Settings["record_data"]>;
const RECORDED = every<RecordData>({ all: true, errors: true, none: true });
const KNOWN = every<keyof Settings>({ max_iterations: true, error_workflow: true, record_data: true, mode: true, timeout: true, concurrency: true, rate: true, debounce: true, catch_up: true, cancel_on: true, input_schema: true });
const PARTS = every<keyof Drawing>({ name: true, description: true, nodes: true, connections: true, settings: true, tags: true });
const YEAR = 31_536_000;
const CANCELLED = '[{"pattern": {"source": ["shop"]}, "match": {"trigger": "$trigger.order", "event": "$event.detail.order"}}]';

type Props = { id: string | null; drawing: Drawing; diagnostics: readonly Diagnostic[]; budgets: Budgets; change: (to: (drawing: Drawing) => Drawing, field?: string) => void };

/** What holds for the whole workflow; what says no more than the default is left out. */
export function WorkflowSettings({ id, drawing, diagnostics, budgets, change }: Props) {
  const t = useWords();
  const settings = drawing.settings ?? {};
  const set = (part: Partial<Settings>) => change((before) => ({ ...before, settings: told({ ...before.settings, ...part }) }), `settings.${Object.keys(part).join()}`);
  const faults = (setting: keyof Settings) => faultsOf(setting, diagnostics);
  return (
    <>
      <TagsField tags={drawing.tags ?? []} onChange={(tags) => change((before) => ({ ...before, tags }), "tags")} />
      <ModeField mode={settings.mode ?? "standard"} budgets={budgets} faults={[...faults("mode"), ...diagnostics.filter(({ rule }) => rule === "express-impossible")]} onChange={(mode) => set({ mode })} />
      <ErrorWorkflow own={id} value={settings.error_workflow ?? ""} faults={faults("error_workflow")} onChange={(workflow) => set({ error_workflow: workflow || undefined })} />
      <ChoiceField label={t("settings.record")} value={settings.record_data ?? "all"} faults={faults("record_data")} options={RECORDED.map((each) => [each, t(`settings.record.${each}`)])} onChange={(each) => set({ record_data: each === "all" ? undefined : (each as RecordData) })} />
      <NumberField label={t("settings.timeout")} hint={t("settings.timeout.hint")} max={YEAR} value={settings.timeout} faults={faults("timeout")} onChange={(timeout) => set({ timeout })} />
      <NumberField label={t("editor.iterations")} hint={t("editor.iterations.hint")} max={1_000} placeholder="100" value={settings.max_iterations} faults={faults("max_iterations")} onChange={(most) => set({ max_iterations: most })} />
      <Policies settings={settings} diagnostics={diagnostics} set={set} />
      <JsonSetting name="cancelOn" isList value={settings.cancel_on} example={CANCELLED} faults={faults("cancel_on")} onChange={(rules) => set({ cancel_on: rules as Settings["cancel_on"] })} />
      <JsonSetting name="input" value={settings.input_schema} example='{"type": "object", "required": ["customer"]}' faults={faults("input_schema")} onChange={(schema) => set({ input_schema: schema as Settings["input_schema"] })} />
      <Unknown of={settings} known={KNOWN} onRemove={(name) => set({ [name]: undefined })} />
      <Unknown of={drawing} known={PARTS} onRemove={(name) => change((before) => without(before, name))} />
    </>
  );
}

/** Which workflow is started when a run of this one fails. */
function ErrorWorkflow({ own, value, faults, onChange }: { own: string | null; value: string; faults: readonly Diagnostic[]; onChange: (id: string) => void }) {
  const t = useWords();
  const { data } = useQuery({ ...workflowsQuery({ page: 1, sort: "name" }), enabled: useIsAllowed("workflows:read") });
  const others = (data?.workflows ?? []).filter(({ id }) => id !== own).map(({ id, name }) => [id, name] as const);
  const chosen = value === "" || others.some(([id]) => id === value) ? [] : [[value, value] as const];
  return <ChoiceField label={t("settings.onFailure")} value={value} faults={faults} options={[["", t("settings.onFailure.none")], ...others, ...chosen]} onChange={onChange} />;
}

function without(drawing: Drawing, name: string): Drawing {
  return Object.fromEntries(Object.entries(drawing).filter(([each]) => each !== name)) as Drawing;
}

function told(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== null)) as Settings;
}

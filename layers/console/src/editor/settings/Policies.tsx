import { useWords } from "../../i18n";
import { More } from "../../ui/More";
import { every } from "../../workflow/every";
import type { Concurrency, Diagnostic, Settings } from "../../workflow/types";
import { ChoiceField, Faults, faultsOf, NumberField, TextField } from "./fields";

const MODES = every<NonNullable<Concurrency["mode"]>>({ queue: true, skip: true, cancel_running: true });
const KEY = "$trigger.customer.id";

type Props = { settings: Settings; diagnostics: readonly Diagnostic[]; set: (part: Partial<Settings>) => void };
type Policy = "concurrency" | "rate" | "debounce" | "catch_up";

/** How many run at once, how often one may start, what becomes of quick starts, and of times that were missed. */
export function Policies({ settings, diagnostics, set }: Props) {
  const t = useWords();
  const { concurrency, rate, debounce, catch_up } = settings;
  const isUsed = Boolean(concurrency ?? rate ?? debounce ?? catch_up);
  const turn = (policy: Policy, first: object) => (
    <>
      <label className="check"><input type="checkbox" checked={Boolean(settings[policy])} onChange={(event) => set({ [policy]: event.target.checked ? first : undefined })} /> {t(`settings.${policy}`)}</label>
      <Faults faults={faultsOf(policy, diagnostics)} />
    </>
  );
  return (
    <More title={t("settings.policies")} isOpen={isUsed}>
      <div className="stack" style={{ paddingTop: 10 }}>
        {turn("concurrency", { max: 1 })}
        {concurrency && (
          <div className="stack policy">
            <NumberField label={t("settings.concurrency.max")} max={500} value={concurrency.max} onChange={(max) => set({ concurrency: { ...concurrency, max: max ?? 1 } })} />
            <ChoiceField label={t("settings.concurrency.mode")} value={concurrency.mode ?? "queue"} options={MODES.map((mode) => [mode, t(`settings.concurrency.${mode}`)])} onChange={(mode) => set({ concurrency: { ...concurrency, mode: mode as Concurrency["mode"] } })} />
            {(concurrency.mode ?? "queue") === "queue" && <NumberField label={t("settings.concurrency.queued")} max={10_000} placeholder="1000" value={concurrency.max_queued} onChange={(most) => set({ concurrency: { ...concurrency, max_queued: most } })} />}
            <TextField label={t("settings.key")} hint={t("settings.key.hint")} placeholder={KEY} value={concurrency.key} onChange={(key) => set({ concurrency: { ...concurrency, key } })} />
          </div>
        )}
        {turn("rate", { max: 60 })}
        {rate && (
          <div className="stack policy">
            <NumberField label={t("settings.rate.max")} max={100_000} value={rate.max} onChange={(max) => set({ rate: { ...rate, max: max ?? 1 } })} />
            <NumberField label={t("settings.rate.per")} max={86_400} placeholder="60" value={rate.per} onChange={(per) => set({ rate: { ...rate, per } })} />
            <TextField label={t("settings.key")} hint={t("settings.key.hint")} placeholder={KEY} value={rate.key} onChange={(key) => set({ rate: { ...rate, key } })} />
          </div>
        )}
        {turn("debounce", { seconds: 10 })}
        {debounce && (
          <div className="stack policy">
            <NumberField label={t("settings.debounce.seconds")} max={240} value={debounce.seconds} onChange={(seconds) => set({ debounce: { ...debounce, seconds: seconds ?? 1 } })} />
            <TextField label={t("settings.key")} hint={t("settings.key.hint")} placeholder={KEY} value={debounce.key} onChange={(key) => set({ debounce: { ...debounce, key } })} />
          </div>
        )}
        {turn("catch_up", { max: 1 })}
        {catch_up && (
          <div className="stack policy">
            <NumberField label={t("settings.catch_up.max")} max={1000} placeholder="1" value={catch_up.max} onChange={(max) => set({ catch_up: { ...catch_up, max } })} />
            <NumberField label={t("settings.catch_up.within")} min={300} max={2_592_000} placeholder="86400" value={catch_up.within} onChange={(within) => set({ catch_up: { ...catch_up, within } })} />
          </div>
        )}
      </div>
    </More>
  );
}

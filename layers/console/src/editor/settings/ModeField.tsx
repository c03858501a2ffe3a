import { useWords } from "../../i18n";
import { every } from "../../workflow/every";
import { formatPrices } from "../../workflow/prices";
import type { Diagnostic, RunMode } from "../../workflow/types";
import type { Budgets } from "../Problems";
import { ChoiceField } from "./fields";

const MODES = every<RunMode>({ standard: true, auto: true, express: true });

/** On which of the two machines callers that wait are served, and what a thousand runs cost on each. */
export function ModeField({ mode, budgets, faults, onChange }: { mode: RunMode; budgets: Budgets; faults: readonly Diagnostic[]; onChange: (mode: RunMode | undefined) => void }) {
  const t = useWords();
  return (
    <>
      <ChoiceField label={t("settings.mode")} hint={t(`settings.mode.${mode}.hint`)} value={mode} faults={faults} options={MODES.map((each) => [each, t(`settings.mode.${each}`)])} onChange={(chosen) => onChange(chosen === "standard" ? undefined : (chosen as RunMode))} />
      {budgets && <Prices budgets={budgets} />}
    </>
  );
}

function Prices({ budgets }: { budgets: NonNullable<Budgets> }) {
  const t = useWords();
  const { price_per_1000_runs: standard, express, mode } = budgets;
  const prices = [["standard", standard], ...(express ? [["express", express.price_per_1000_runs] as const] : [])] as const;
  return (
    <table className="mode-prices">
      <caption className="hidden-visually">{t("machine.price")}</caption>
      <thead><tr><th scope="col">{t("settings.machine")}</th><th scope="col" className="end">{t("machine.price")}</th></tr></thead>
      <tbody>
        {prices.map(([kind, price]) => (
          <tr key={kind} aria-current={kind === mode || undefined}>
            <th scope="row">{t(`settings.machine.${kind}`)} {kind === mode && <span className="tag">{t("settings.machine.chosen")}</span>}</th>
            <td className="end number">{formatPrices(price)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Workflow } from "lucide-react";
import { useWords } from "../i18n";
import { OF_TRIGGER } from "../ui/icons";
import { every } from "../workflow/every";
import type { TriggerMode } from "../workflow/types";

type Mode = NonNullable<TriggerMode>;
const MODES = every<Mode>({ manual: true, webhook: true, schedule: true, event: true });

/** What stands on an empty drawing: the ways in which a workflow starts. */
export function Beginnings({ onBegin }: { onBegin: (config: object, isByKeyboard: boolean) => void }) {
  const t = useWords();
  return (
    <div className="empty">
      <Workflow className="large" size={32} strokeWidth={1.5} aria-hidden="true" />
      <h2>{t("editor.empty")}</h2>
      <p>{t("editor.empty.text")}</p>
      <div className="beginnings">
        {MODES.map((mode) => {
          const Icon = OF_TRIGGER[mode];
          return (
            <button key={mode} type="button" className="button" onClick={({ detail }) => onBegin(configOf(mode), detail === 0)}>
              <span className="kind trigger"><Icon size={16} aria-hidden="true" /></span>
              <span><strong>{t(`begin.${mode}`)}</strong><span className="muted small">{t(`begin.${mode}.text`)}</span></span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

function configOf(mode: Mode): object {
  switch (mode) {
    case "manual":
      return {};
    case "webhook":
      return { mode };
    case "schedule":
      return { mode, cron: "0 9 * * 1-5", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    case "event":
      return { mode, pattern: { source: ["my.shop"] } };
  }
}

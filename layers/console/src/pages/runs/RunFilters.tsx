import { type ReactNode, useState } from "react";
import type { RunFilter } from "../../api/queries";
import { useWords, type Word } from "../../i18n";
import { setSearch, useSearch } from "../../router";
import { More } from "../../ui/More";
import { every } from "../../workflow/every";
import type { ExecutionStatus, TriggerKind } from "../../workflow/types";
import { triggerName } from "../../workflow/words";

const STATUSES = ["", ...every<ExecutionStatus>({ running: true, success: true, failed: true, cancelled: true })] as const;
const TRIGGERS = every<TriggerKind>({ manual: true, webhook: true, schedule: true, event: true, queue: true, error: true, sub_workflow: true });
const RARE = [
  ["error_code", "runs.error", "HTTP_REQUEST_FAILED"],
  ["label", "runs.label", "customer:4711"],
  ["tag", "runs.tag", ""],
] as const;
const DAYS = [["from", "runs.from"], ["to", "runs.to"]] as const;

/** Read the filter that the address holds. */
export function filterOf(search: URLSearchParams, workflowId?: string): RunFilter {
  const filter: RunFilter = workflowId ? { workflow_id: workflowId } : {};
  for (const name of ["status", "trigger", "error_code", "label", "tag", "from", "to"] as const) {
    const value = search.get(name);
    if (value) Object.assign(filter, { [name]: value });
  }
  return filter;
}

export function RunFilters() {
  const t = useWords();
  const search = useSearch();
  const status = search.get("status") ?? "";
  const used = [...RARE, ...DAYS].filter(([name]) => search.get(name));

  function choose(name: string, value: string): void {
    setSearch("page", null);
    setSearch(name, value);
  }

  return (
    <>
      <div className="toolbar">
        <div className="segments" role="group" aria-label={t("status")} style={{ overflowX: "auto" }}>
          {STATUSES.map((each) => (
            <button key={each} type="button" aria-pressed={status === each} onClick={() => choose("status", each)}>
              {t(each ? `status.${each}` : "all")}
            </button>
          ))}
        </div>
        <select className="select" style={{ width: "auto" }} aria-label={t("runs.trigger")} value={search.get("trigger") ?? ""} onChange={(event) => choose("trigger", event.target.value)}>
          <option value="">{t("runs.trigger.any")}</option>
          {TRIGGERS.map((each) => <option key={each} value={each}>{triggerName(each)}</option>)}
        </select>
      </div>
      <More title={used.length > 0 ? t("runs.filters.used", { count: used.length }) : t("runs.filters")} isOpen={used.length > 0} className="filters">
        <div className="filter-fields">
          {RARE.map(([name, word, example]) => <TextFilter key={name} name={name} word={word} example={example} value={search.get(name) ?? ""} onChoose={choose} />)}
          {DAYS.map(([name, word]) => (
            <Filter key={name} name={name} word={word}>
              <input id={`runs-${name}`} className="input" type="date" value={search.get(name) ?? ""} onChange={(event) => choose(name, event.target.value)} />
            </Filter>
          ))}
        </div>
      </More>
    </>
  );
}

type TextFilterProps = { name: string; word: Word; example: string; value: string; onChoose: (name: string, value: string) => void };

/** Asked for when one has typed it, not at each letter. */
function TextFilter({ name, word, example, value, onChoose }: TextFilterProps) {
  const [typed, setTyped] = useState(value);
  const choose = () => typed.trim() !== value && onChoose(name, typed.trim());
  return (
    <Filter name={name} word={word}>
      <input id={`runs-${name}`} className="input" placeholder={example} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={choose} onKeyDown={(event) => event.key === "Enter" && choose()} />
    </Filter>
  );
}

function Filter({ name, word, children }: { name: string; word: Word; children: ReactNode }) {
  const t = useWords();
  return (
    <div className="field">
      <label htmlFor={`runs-${name}`}>{t(word)}</label>
      {children}
    </div>
  );
}

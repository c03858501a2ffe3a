import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { machineQuery } from "../../api/queries";
import type { Scope } from "../../graph/machine";
import { statesOf } from "../../graph/machine";
import MachineView from "../../graph/MachineView";
import { formatNumber, useWords } from "../../i18n";
import { Json } from "../../ui/Json";
import { Loading, ProblemNotice, Tile } from "../../ui/parts";
import { nameOf } from "../../workflow/catalogue";
import { formatPrices, formatRange, type PriceRange } from "../../workflow/prices";
import type { Machine, Workflow } from "../../workflow/types";

const HISTORY_LIMIT = 25_000;
const DEFINITION_LIMIT = 1_048_576;
const HIGH = 0.8;

/** What the drawing was compiled to, and what it will cost before anything has run. */
export default function MachineTab({ workflow }: { workflow: Workflow }) {
  const t = useWords();
  const machine = useQuery(machineQuery(workflow.id));
  const [selected, setSelected] = useState<string | null>(null);
  if (machine.error) return <ProblemNotice problem={machine.error} retry={() => void machine.refetch()} />;
  if (!machine.data) return <section className="panel"><Loading /></section>;
  const definition = machine.data.definition as unknown as Scope;
  const state = selected ? statesOf(definition).get(selected) : undefined;
  return (
    <div className="stack">
      <Budgets machine={machine.data} />
      <div className={state ? "columns" : ""}>
        <section className="graph" aria-label={t("tab.machine")}><MachineView machine={definition} onSelect={setSelected} /></section>
        {state && (
          <aside className="panel inspector" aria-label={selected!}>
            <header><h2 className="grow truncate" dir="auto">{selected}</h2><span className="tag">{state.Type}</span></header>
            <div className="body stack">
              <StateFacts name={selected!} machine={machine.data} workflow={workflow} />
              <Json value={state} label={t("machine.state")} />
            </div>
          </aside>
        )}
      </div>
      <details className="panel">
        <summary style={{ padding: "10px 14px", cursor: "pointer" }}>{t("machine.definition")}</summary>
        <div className="body"><Json value={machine.data.definition} label={t("machine.definition")} /></div>
      </details>
    </div>
  );
}

function StateFacts({ name, machine, workflow }: { name: string; machine: Machine; workflow: Workflow }) {
  const t = useWords();
  const named = (id: string) => {
    const node = workflow.nodes.find((each) => each.id === id);
    return node ? nameOf(node) : id;
  };
  const { before = [], after = [] } = (machine.folded[name] ?? {}) as { before?: string[]; after?: string[] };
  const own = machine.node_of_state[name];
  return (
    <dl className="facts">
      {own && <><dt>{t("machine.node")}</dt><dd dir="auto">{named(own)}</dd></>}
      {before.length > 0 && <><dt>{t("machine.folded.before")}</dt><dd>{before.map(named).join(", ")}</dd></>}
      {after.length > 0 && <><dt>{t("machine.folded.after")}</dt><dd>{after.map(named).join(", ")}</dd></>}
    </dl>
  );
}

type BudgetShape = {
  definition_bytes: number;
  states: number;
  variables: number;
  states_entered: { min: number; max: number };
  history_events: { max: number };
  price_per_1000_runs: PriceRange;
};

function Budgets({ machine }: { machine: Machine }) {
  const t = useWords();
  const budgets = machine.budgets as unknown as BudgetShape;
  const { states_entered: entered, history_events: events, price_per_1000_runs: price } = budgets;
  return (
    <div className="tiles">
      <Tile label={t("machine.price")} value={formatPrices(price)} note={t("machine.price.note")} />
      <Tile label={t("machine.states")} value={formatNumber(budgets.states)} note={t("machine.entered", { range: formatRange(formatNumber(entered.min), formatNumber(entered.max)) })} />
      <Tile label={t("machine.history")} value={formatNumber(events.max)} note={t("machine.of", { limit: formatNumber(HISTORY_LIMIT) })} share={events.max / HISTORY_LIMIT} isHigh={events.max > HIGH * HISTORY_LIMIT} />
      <Tile label={t("machine.size")} value={`${formatNumber(budgets.definition_bytes / 1_024, { maximumFractionDigits: 1 })} KB`} note={t("machine.of", { limit: "1 MB" })} share={budgets.definition_bytes / DEFINITION_LIMIT} isHigh={budgets.definition_bytes > HIGH * DEFINITION_LIMIT} />
    </div>
  );
}

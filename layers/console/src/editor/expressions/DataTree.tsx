import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useWords } from "../../i18n";
import { More } from "../../ui/More";
import { toast } from "../../ui/toasts";
import { insertIntoLast, VALUE_TYPE } from "./insertion";
import { quoted, short } from "./jsonata";
import type { Sample } from "./evaluation";

const MOST = 50;

/** What the chosen run had, value by value: dragged into a field, or chosen by keyboard. */
export function DataTree({ sample, ancestors }: { sample: Sample; ancestors: readonly string[] }) {
  const t = useWords();
  const nodes = ancestors.filter((id) => id in sample.nodes).map((id) => [`$nodes.${quoted(id)}`, sample.nodes[id]] as const);
  const roots = ([["$input", sample.input], ["$trigger", sample.trigger], ...nodes, ["$vars", sample.vars]] as const).filter(([, value]) => value !== undefined);
  if (roots.length === 0) return null;
  return (
    <More title={t("data.run")} className="data-of-run">
      <p className="small muted" style={{ margin: "6px 0" }}>{t("data.hint")}</p>
      <ul className="data-tree" aria-label={t("data.run")}>
        {roots.map(([path, value]) => <Branch key={path} name={path} path={path} value={value} />)}
      </ul>
    </More>
  );
}

function childrenOf(path: string, value: unknown): Array<[name: string, path: string, value: unknown]> {
  if (Array.isArray(value)) return value.map((each, index) => [`[${index}]`, `${path}[${index}]`, each]);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, each]) => [name, `${path}.${quoted(name)}`, each]);
}

function Branch({ name, path, value }: { name: string; path: string; value: unknown }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const children = childrenOf(path, value);
  function choose(): void {
    if (insertIntoLast(path)) return;
    void navigator.clipboard.writeText(path).then(() => toast(t("data.copied", { path })));
  }
  return (
    <li>
      <div className="row" style={{ gap: 2 }}>
        {children.length > 0 ? (
          <button type="button" className="toggle" aria-expanded={isOpen} aria-label={t("data.open", { name })} onClick={() => setOpen(!isOpen)}>
            {isOpen ? <ChevronDown size={13} aria-hidden="true" /> : <ChevronRight size={13} aria-hidden="true" />}
          </button>
        ) : <span className="toggle" />}
        {/* No button element: Firefox does not drag them. */}
        <div
          role="button"
          tabIndex={0}
          className="value"
          draggable
          title={path}
          onClick={choose}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            choose();
          }}
          onDragStart={(event) => {
            event.dataTransfer.setData(VALUE_TYPE, path);
            event.dataTransfer.setData("text/plain", path);
            event.dataTransfer.effectAllowed = "copy";
          }}
        >
          <span className="key">{name}</span> <span className="muted truncate">{short(value)}</span>
        </div>
      </div>
      {isOpen && (
        <ul>
          {children.slice(0, MOST).map(([own, at, each]) => <Branch key={at} name={own} path={at} value={each} />)}
          {children.length > MOST && <li className="small muted" style={{ paddingLeft: 22 }}>{t("data.more", { count: children.length - MOST })}</li>}
        </ul>
      )}
    </li>
  );
}

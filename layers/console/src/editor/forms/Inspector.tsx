import { Copy, CornerDownRight, Plus, Trash2, Unplug } from "lucide-react";
import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import { currentLanguage } from "../../i18n/language";
import { KindIcon, StatusIcon } from "../../ui/icons";
import { handlesOf, nameOf } from "../../workflow/catalogue";
import { every } from "../../workflow/every";
import { ancestorsOf, inExecutionOrder } from "../../workflow/order";
import type { Connection, Diagnostic, Node, NodeTypeShown, OnError } from "../../workflow/types";
import { ConfigForm, type ExpressionPath } from "./ConfigForm";
import { type Drawing, type Exit } from "../drawing/document";
import { Unknown } from "./Unknown";
import { DataTree } from "../expressions/DataTree";
import { diagnosticsAt } from "../drawing/diagnosis";
import type { Sample } from "../expressions/evaluation";
import { relevant } from "./relevant";
import type { Schema } from "./schema";
import { More } from "../../ui/More";
import { Prose } from "../../ui/Prose";

const PARTS = every<keyof Node>({ id: true, name: true, type: true, config: true, position: true, disabled: true, on_error: true, when_empty: true, retry: true, timeout: true });

export type Acts = {
  change: (id: string, change: Partial<Node>, field: string) => void;
  connect: (exit: Exit, target: string) => void;
  disconnect: (index: number) => void;
  remove: (ids: ReadonlySet<string>) => void;
  duplicate: (ids: ReadonlySet<string>) => void;
  addAfter: (exit: Exit) => void;
  select: (id: string | null) => void;
};

type Props = { node: Node; drawing: Drawing; type: NodeTypeShown | undefined; diagnostics: readonly Diagnostic[]; sample: Sample; acts: Acts };

/** Everything about one node, in forms. */
export function Inspector({ node, drawing, type, diagnostics, sample, acts }: Props) {
  const t = useWords();
  const language = currentLanguage();
  const ancestors = useMemo(() => {
    const found = ancestorsOf(node.id, drawing.connections);
    return inExecutionOrder(drawing).flatMap((each) => (found.has(each.id) && each.id !== node.id ? [each.id] : []));
  }, [node.id, drawing]);
  const isInLoop = ancestors.some((id) => drawing.nodes.find((each) => each.id === id)?.type === "for_each");
  const scope = useMemo(() => ({ sample, ancestors, hasItem: isInLoop }), [sample, ancestors, isInLoop]);
  const general = diagnostics.filter(({ path }) => !/\.config\./.test(path));
  return (
    <div className="stack inspector-body">
      <div className="row">
        <KindIcon type={node.type} />
        <div className="grow">
          <h2 className="truncate" dir="auto">{nameOf(node)}</h2>
          <p className="muted small" title={type?.texts[language].summary}>{type?.texts[language].title ?? node.type} · <code>{node.id}</code></p>
        </div>
        <button type="button" className="button small icon quiet" aria-label={t("node.duplicate")} title={t("node.duplicate")} onClick={() => acts.duplicate(new Set([node.id]))}><Copy size={14} aria-hidden="true" /></button>
        <button type="button" className="button small icon quiet danger" aria-label={t("node.remove")} title={t("node.remove")} onClick={() => acts.remove(new Set([node.id]))}><Trash2 size={14} aria-hidden="true" /></button>
      </div>
      {type && <p className="small muted">{type.texts[language].summary}</p>}
      {general.map((fault) => (
        <p key={fault.rule + fault.path} className={`notice ${fault.severity === "error" ? "bad" : "warn"}`}>
          <StatusIcon tone={fault.severity === "error" ? "bad" : "warn"} size={15} /> <span className="text"><Prose text={`${fault.message} ${fault.hint}`} /></span>
        </p>
      ))}
      <Unknown of={node} known={PARTS} onRemove={(name) => acts.change(node.id, { [name]: undefined }, "")} />
      <DataTree sample={sample} ancestors={ancestors} />
      <div className="field">
        <label htmlFor="node-name">{t("name")}</label>
        <input id="node-name" className="input" maxLength={200} placeholder={node.id} value={node.name ?? ""} onChange={(event) => acts.change(node.id, { name: event.target.value }, `${node.id}.name`)} />
      </div>
      {type && (
        <ConfigForm
          key={node.id}
          schema={type.config as Schema}
          properties={relevant(node.type, (type.config as Schema).properties ?? {}, node.config ?? {})}
          expressions={type.expressions as readonly ExpressionPath[]}
          diagnostics={diagnostics}
          scope={scope}
          path=""
          config={node.config ?? {}}
          onChange={(config, field) => acts.change(node.id, { config }, `${node.id}.${field}`)}
        />
      )}
      <Connections node={node} drawing={drawing} acts={acts} />
      {type && <Behaviour node={node} type={type} diagnostics={diagnostics} acts={acts} />}
    </div>
  );
}

/** Where each handle leads; everything that can be dragged can be chosen here. */
export function Connections({ node, drawing, acts }: { node: Node; drawing: Drawing; acts: Acts }) {
  const t = useWords();
  const handles = handlesOf(node);
  if (handles.length === 0) return null;
  return (
    <div className="stack" style={{ gap: 6 }} role="group" aria-label={`${nameOf(node)}: ${t("node.leads")}`}>
      <p className="small" style={{ fontWeight: 600 }} aria-hidden="true">{t("node.leads")}</p>
      {handles.map((handle) => (
        <HandleLine key={handle ?? ""} node={node} handle={handle} drawing={drawing} acts={acts} />
      ))}
    </div>
  );
}

function HandleLine({ node, handle, drawing, acts }: { node: Node; handle: string | null; drawing: Drawing; acts: Acts }) {
  const t = useWords();
  const [chosen, setChosen] = useState("");
  // The list of all nodes at each handle of all nodes would be a square of them.
  const [isAsked, setAsked] = useState(false);
  const ask = () => setAsked(true);
  const exit: Exit = { source: node.id, handle };
  const own = drawing.connections.flatMap((each, index) => (each.source === node.id && (each.source_handle ?? null) === handle ? [[each, index] as [Connection, number]] : []));
  const free = () => (isAsked ? drawing.nodes.filter(({ id, type }) => type !== "trigger" && !own.some(([each]) => each.target === id)) : []);
  const name = (id: string) => {
    const found = drawing.nodes.find((each) => each.id === id);
    return found ? nameOf(found) : id;
  };
  const about = handle ? t("node.handle", { handle }) : t("node.way");
  return (
    <div className="stack" style={{ gap: 4 }}>
      {own.map(([each, index]) => (
        <div key={index} className="row" style={{ gap: 6 }}>
          <CornerDownRight size={13} aria-hidden="true" /> {handle && <span className="tag">{handle}</span>}
          <button type="button" className="button small quiet grow truncate" style={{ justifyContent: "flex-start" }} onClick={() => acts.select(each.target)}>{name(each.target)}</button>
          <button type="button" className="button small icon quiet" aria-label={t("node.disconnect", { node: name(each.target) })} title={t("node.disconnect", { node: name(each.target) })} onClick={() => acts.disconnect(index)}><Unplug size={13} aria-hidden="true" /></button>
        </div>
      ))}
      <div className="row" style={{ gap: 6 }}>
        {own.length === 0 && <><CornerDownRight size={13} aria-hidden="true" /> {handle && <span className="tag">{handle}</span>}</>}
        <select className="select grow" aria-label={t("node.connect", { way: about })} onFocus={ask} onPointerEnter={ask} onPointerDown={ask} value={chosen} onChange={(event) => { setChosen(""); if (event.target.value) acts.connect(exit, event.target.value); }}>
          <option value="">{t("node.connectTo")}</option>
          {free().map(({ id }) => <option key={id} value={id}>{name(id)}</option>)}
        </select>
        <button type="button" className="button small" aria-label={t("node.addAfter", { way: about })} onClick={() => acts.addAfter(exit)}><Plus size={13} aria-hidden="true" /> {t("node.new")}</button>
      </div>
    </div>
  );
}

const ACTIONS = every<OnError>({ fail: true, continue: true, branch: true });

function Behaviour({ node, type, diagnostics, acts }: { node: Node; type: NodeTypeShown; diagnostics: readonly Diagnostic[]; acts: Acts }) {
  const t = useWords();
  const rule = typeof node.on_error === "object" && node.on_error ? node.on_error : { action: node.on_error ?? "fail", errors: [] as string[] };
  const setRule = (action: string, errors: readonly string[]) =>
    acts.change(node.id, { on_error: (action !== "fail" && errors.length > 0 ? { action, errors } : action) as Node["on_error"] }, `${node.id}.on_error`);
  const takesRetry = type.takes_retry && (!type.task_when || (node.config ?? {})[type.task_when] === true);
  const ways = handlesOf(node).filter((handle) => handle !== "error");
  const hasOneWay = node.type !== "trigger" && ways.length === 1 && ways[0] === null;
  const isUsed = Boolean(node.retry || node.timeout || node.disabled || node.when_empty) || rule.action !== "fail";
  return (
    <More title={t("node.behaviour")} isOpen={isUsed}>
      <div className="stack" style={{ paddingTop: 10 }}>
        {type.takes_on_error && (
          <div className="field">
            <label htmlFor="on-error">{t("node.onError")}</label>
            <select id="on-error" className="select" value={rule.action} onChange={(event) => setRule(event.target.value, rule.errors)}>
              {ACTIONS.map((action) => <option key={action} value={action}>{t(`onError.${action}`)}</option>)}
            </select>
            {rule.action !== "fail" && <input className="input mono" aria-label={t("onError.which")} placeholder={t("onError.all")} value={rule.errors.join(", ")} onChange={(event) => setRule(rule.action, event.target.value.split(",").map((each) => each.trim()).filter(Boolean))} />}
          </div>
        )}
        {takesRetry && (
          <>
            <label className="check"><input type="checkbox" checked={Boolean(node.retry)} onChange={(event) => acts.change(node.id, { retry: event.target.checked ? { max_attempts: 3 } : null }, "")} /> {t("node.retry.on")}</label>
            {node.retry && (
              <div style={{ display: "grid", gridTemplateColumns: "repeat(3, minmax(0, 1fr))", gap: 8 }}>
                {(["max_attempts", "interval", "backoff"] as const).map((name) => (
                  <div key={name} className="field">
                    <label htmlFor={`retry-${name}`}>{t(`retry.${name}`)}</label>
                    <input id={`retry-${name}`} className="input" type="number" min={1} placeholder={name === "max_attempts" ? "3" : name === "interval" ? "1" : "2"} value={node.retry?.[name] ?? ""} onChange={(event) => acts.change(node.id, { retry: { ...node.retry!, [name]: event.target.value === "" ? undefined : Number(event.target.value) } }, `${node.id}.retry`)} />
                  </div>
                ))}
              </div>
            )}
          </>
        )}
        {type.takes_timeout && (
          <div className="field">
            <label htmlFor="node-timeout">{t("node.timeout.seconds")}</label>
            <input id="node-timeout" className="input" type="number" min={1} value={node.timeout ?? ""} onChange={(event) => acts.change(node.id, { timeout: event.target.value === "" ? null : Number(event.target.value) }, `${node.id}.timeout`)} />
            {diagnosticsAt("timeout", diagnostics).map((fault) => <span key={fault.rule} className="fault"><Prose text={fault.message} /></span>)}
          </div>
        )}
        {hasOneWay && <label className="check"><input type="checkbox" checked={node.when_empty === "stop"} onChange={(event) => acts.change(node.id, { when_empty: event.target.checked ? "stop" : undefined }, "")} /> {t("node.whenEmpty")}</label>}
        {node.type !== "trigger" && <label className="check"><input type="checkbox" checked={node.disabled ?? false} onChange={(event) => acts.change(node.id, { disabled: event.target.checked }, "")} /> {t("node.disable")}</label>}
      </div>
    </More>
  );
}

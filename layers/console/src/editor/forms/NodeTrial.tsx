import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useWords } from "../../i18n";
import { Json } from "../../ui/Json";
import { More } from "../../ui/More";
import { Notice, ProblemNotice, Status } from "../../ui/parts";
import { Prose } from "../../ui/Prose";
import { every } from "../../workflow/every";
import type { Graph, Node, NodeTested, NodeTypeShown } from "../../workflow/types";
import { textOf } from "./schema";

/** What the node's call is said to answer, for nothing is called. */
type Answered = "unknown" | "output" | "error";
const ANSWERS = every<Answered>({ unknown: true, output: true, error: true });
const FIRST: Record<Answered, string> = { unknown: "", output: "{}", error: '{"code": "Timeout", "message": ""}' };
const BROKEN = Symbol("no JSON");

/** `graph` is the drawing while it differs from what is stored. */
type Props = { workflow: string; node: Node; type: NodeTypeShown; run: string; input: unknown; graph: Graph | null };

/** Tries one node on an input that is written here; what else it reads is what the chosen run had. */
export function NodeTrial({ workflow, node, type, run, input, graph }: Props) {
  const t = useWords();
  const inputId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [answered, setAnswered] = useState<Answered>("unknown");
  const [answer, setAnswer] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const trial = useMutation({
    mutationFn: (body: object) =>
      dataOf(api.POST("/v1/workflows/{workflow_id}/nodes/{node_id}/test", { params: { path: { workflow_id: workflow, node_id: node.id } }, body: body as never })),
  });
  const shown = typed ?? (input === undefined ? "{}" : textOf(input));

  function attempt(): void {
    const given = jsonOf(shown);
    const mock = answered === "unknown" ? null : jsonOf(answer);
    setFault(given === BROKEN ? inputId : mock === BROKEN ? `${inputId}-mock` : null);
    if (given === BROKEN || mock === BROKEN) return;
    trial.mutate({ input: given, ...(graph ? { graph } : {}), ...(run ? { execution_id: run } : {}), ...(answered === "unknown" ? {} : { mock: { [answered]: mock } }) });
  }

  return (
    <More title={t("trial")}>
      <div className="stack" style={{ paddingTop: 10 }}>
        <p className="small muted">{t("trial.about")}</p>
        <JsonText id={inputId} label={t("run.start.input")} value={shown} isBroken={fault === inputId} onChange={setTyped} />
        {(type.kind === "action" || trial.data?.call) && (
          <>
            <div className="field">
              <label htmlFor={`${inputId}-answered`}>{t("trial.answer")}</label>
              <select id={`${inputId}-answered`} className="select" value={answered} onChange={(event) => { const chosen = event.target.value as Answered; setAnswered(chosen); setAnswer(FIRST[chosen]); }}>
                {ANSWERS.map((each) => <option key={each} value={each}>{t(`trial.answer.${each}`)}</option>)}
              </select>
            </div>
            {answered !== "unknown" && <JsonText id={`${inputId}-mock`} label={t(`trial.answer.${answered}`)} value={answer} isBroken={fault === `${inputId}-mock`} onChange={setAnswer} />}
          </>
        )}
        <div><button type="button" className="button small" disabled={trial.isPending} onClick={attempt}><FlaskConical size={13} aria-hidden="true" /> {t("trial.try")}</button></div>
        {trial.error && <ProblemNotice problem={trial.error} />}
        {trial.data && <Outcome tested={trial.data} />}
      </div>
    </More>
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return BROKEN;
  }
}

type TextProps = { id: string; label: string; value: string; isBroken: boolean; onChange: (text: string) => void };

function JsonText({ id, label, value, isBroken, onChange }: TextProps) {
  const t = useWords();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className="textarea mono" rows={5} spellCheck={false} aria-invalid={isBroken} aria-describedby={isBroken ? `${id}-fault` : undefined} value={value} onChange={(event) => onChange(event.target.value)} />
      {isBroken && <span id={`${id}-fault`} className="fault">{t("trial.broken")}</span>}
    </div>
  );
}

/** What the node would do: by which handle it is left, what it puts out, evaluates and would call. */
function Outcome({ tested }: { tested: NodeTested }) {
  const t = useWords();
  const { status, output, handles, error, call, evaluated } = tested;
  return (
    <div className="stack" role="status">
      <p className="row wrap">
        <Status status={status === "unknown" ? "waiting" : status} word={status === "unknown" ? t("trial.unknown") : undefined} />
        {handles.map((handle) => <span key={handle} className="tag">{t("node.handle", { handle })}</span>)}
      </p>
      {error && <Notice tone="bad" title={error.code}><Prose text={error.message} /></Notice>}
      {status === "success" && <Part title={t("output")}><Json value={output} label={t("output")} maxHeight={240} /></Part>}
      {call && <Part title={t("trial.call", { resource: call.resource })}><Json value={call.arguments} label={t("trial.arguments")} maxHeight={240} /></Part>}
      {evaluated.length > 0 && (
        <Part title={t("trial.evaluated")}>
          <dl className="stack" style={{ gap: 8 }}>
            {evaluated.map(({ field, expression, value }) => (
              <div key={field + expression} className="small">
                <dt><strong>{field}</strong> <code className="muted">{expression}</code></dt>
                <dd className="preview">= {JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section><h3 style={{ marginBottom: 6 }}>{title}</h3>{children}</section>;
}

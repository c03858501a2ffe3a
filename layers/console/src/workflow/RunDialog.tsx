import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { useWords } from "../i18n";
import { navigate, paths } from "../router";
import { jsonFault } from "../ui/json";
import { Dialog, ProblemNotice } from "../ui/parts";
import type { Node, Workflow } from "./types";

const STORED = "exeoflow.input.";

/** Callers of a webhook send a body, which is what expressions then read. */
function firstInput(trigger: Node | undefined): string {
  return trigger?.config?.mode === "webhook" ? '{\n  "body": {}\n}' : "{}";
}

/** Starts a run by hand; the last input of each workflow is remembered in this tab. */
export function RunDialog({ workflow, onClose, onStarted = (id) => navigate(paths.run(id)) }: { workflow: Pick<Workflow, "id" | "name" | "nodes">; onClose: () => void; onStarted?: (id: string) => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const triggers = workflow.nodes.filter(({ type, disabled }) => type === "trigger" && !disabled);
  const [text, setText] = useState(sessionStorage.getItem(STORED + workflow.id) ?? firstInput(triggers[0]));
  const [trigger, setTrigger] = useState(triggers[0]?.id ?? "");
  const [fault, setFault] = useState("");
  const start = useMutation({
    mutationFn: (input: unknown) =>
      api.POST("/v1/workflows/{workflow_id}/execute", {
        params: { path: { workflow_id: workflow.id }, header: {} },
        body: { input: input as Record<string, unknown>, ...(triggers.length > 1 ? { trigger } : {}) } as never,
      }),
    onSuccess: ({ data }) => {
      void queries.invalidateQueries({ queryKey: ["runs"] });
      onClose();
      onStarted(data!.data.execution_id);
    },
  });

  function run(): void {
    try {
      const input: unknown = JSON.parse(text);
      sessionStorage.setItem(STORED + workflow.id, text);
      setFault("");
      start.mutate(input);
    } catch (error) {
      setFault(jsonFault(error));
    }
  }

  return (
    <Dialog title={t("run.start.title", { name: workflow.name })} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); run(); }}>
        {triggers.length > 1 && (
          <div className="field">
            <label htmlFor="run-trigger">{t("run.start.trigger")}</label>
            <select id="run-trigger" className="select" value={trigger} onChange={(event) => setTrigger(event.target.value)}>
              {triggers.map(({ id, name }) => <option key={id} value={id}>{name || id}</option>)}
            </select>
          </div>
        )}
        <div className="field">
          <label htmlFor="run-input">{t("run.start.input")}</label>
          <textarea id="run-input" className="textarea mono" rows={9} spellCheck={false} autoFocus value={text} aria-invalid={Boolean(fault)} aria-describedby="run-input-about" onChange={(event) => setText(event.target.value)} />
          <span id="run-input-about" className={fault ? "fault" : "hint"}>{fault || t("run.start.hint")}</span>
        </div>
        {start.error && <ProblemNotice problem={start.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={start.isPending}>{t("workflow.run")}</button>
        </footer>
      </form>
    </Dialog>
  );
}

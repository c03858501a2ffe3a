import { useQuery } from "@tanstack/react-query";
import { stepsQuery, versionOf } from "../../api/queries";
import { useWords } from "../../i18n";
import { Notice } from "../../ui/parts";
import { nameOf } from "../../workflow/catalogue";
import type { Execution, Node } from "../../workflow/types";
import { ErrorText } from "./ErrorText";

/** Why a run failed and at which node, in the words of its author. */
export function Failure({ run, nodes, onShow }: { run: Execution; nodes: readonly Node[]; onShow: (node: string) => void }) {
  const t = useWords();
  const { code, message, node_id, hint } = run.error!;
  // The step says it in the author's words.
  const steps = useQuery(stepsQuery(run.id, versionOf(run)));
  const own = steps.data?.steps.findLast((step) => step.node_id === node_id && step.error?.code === code)?.error;
  const node = nodes.find(({ id }) => id === node_id);
  return (
    <Notice tone="bad" title={node ? t("run.failed.at", { node: nameOf(node), code }) : t("run.failed", { code })} action={node_id && <button type="button" className="button small" onClick={() => onShow(node_id)}>{t("run.show.node")}</button>}>
      <ErrorText message={own?.message ?? message} hint={own?.hint ?? hint} />
    </Notice>
  );
}

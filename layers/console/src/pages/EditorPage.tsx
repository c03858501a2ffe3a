/** Draws a workflow: palette, canvas or outline, and the forms of what is selected. */
import { useQuery } from "@tanstack/react-query";
import { workflowQuery } from "../api/queries";
import { useWords } from "../i18n";
import { drawingOf, EMPTY } from "../editor/drawing/document";
import { Editor } from "../editor/Editor";
import { Loading } from "../ui/parts";
import { PageProblem } from "./PageProblem";

export default function EditorPage({ id }: { id: string | null }) {
  const t = useWords();
  // Read once: what others save meanwhile is met when this is saved, not while somebody draws.
  const found = useQuery({ ...workflowQuery(id ?? ""), enabled: id !== null, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false, refetchOnMount: "always" });
  if (id === null) return <Editor id={null} base={{ ...EMPTY, name: t("editor.untitled") }} revision="" />;
  if (found.error) return <div style={{ padding: 20 }}><PageProblem problem={found.error} retry={() => void found.refetch()} /></div>;
  if (!found.data || found.isFetching) return <Loading />;
  return <Editor id={id} base={drawingOf(found.data.workflow)} revision={found.data.revision} />;
}

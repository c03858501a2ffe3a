import { Problem } from "../api/problem";
import { ProblemNotice } from "../ui/parts";
import { LostPage } from "./LostPage";

/** What stands in place of a page: what is not there, or was deleted meanwhile, has a way on to something that is. */
export function PageProblem({ problem, retry }: { problem: unknown; retry: () => void }) {
  if (problem instanceof Problem && problem.status === 404) return <LostPage />;
  return <ProblemNotice problem={problem} retry={retry} />;
}

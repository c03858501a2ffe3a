import type { RunFilter } from "../../api/queries";
import type { ExecutionsMeant } from "../../workflow/types";

/** Say by which filter a change in bulk finds what a list shows; null where the list is filtered by more, or by nothing. */
export function meantBy({ status, label, tag, trigger, ...same }: RunFilter): ExecutionsMeant | null {
  const labels = Object.fromEntries((label ?? "").split(",").filter(Boolean).map((each) => [each.slice(0, each.indexOf(":")), each.slice(each.indexOf(":") + 1)]));
  const meant: ExecutionsMeant = {
    ...same,
    ...(status ? { status: [status] } : {}),
    ...(label ? { labels } : {}),
    ...(tag ? { tags: tag.split(",") } : {}),
  };
  return trigger || Object.keys(meant).length === 0 ? null : meant;
}

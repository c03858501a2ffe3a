import { useQuery } from "@tanstack/react-query";
import { Hand } from "lucide-react";
import { askingWorkflowQuery, inboxQuery } from "../api/approvals";
import { useWords } from "../i18n";
import { setSearch, useSearch } from "../router";
import { useIsAllowed } from "../session/scopes";
import { Empty, Loading, PageHead, Pages, ProblemNotice } from "../ui/parts";
import { useTitle } from "../ui/title";
import type { ApprovalListed } from "../workflow/types";
import { Question } from "./approvals/Question";

export function ApprovalsPage() {
  const t = useWords();
  const page = Number(useSearch().get("page")) || 1;
  const open = useQuery(inboxQuery(page));
  useTitle(t("nav.approvals"));
  return (
    <>
      <PageHead title={t("nav.approvals")} sub={t("approvals.sub")} />
      {open.error && <ProblemNotice problem={open.error} retry={() => void open.refetch()} />}
      {open.isPending && <section className="panel"><Loading rows={4} /></section>}
      {open.data?.pagination.total === 0 && <section className="panel"><Empty icon={Hand} title={t("approvals.none")}>{t("approvals.none.text")}</Empty></section>}
      <div className="stack">
        {open.data?.approvals.map((each) => <Asked key={each.id} approval={each} />)}
        {open.data && <Pages {...open.data.pagination} onPage={(next) => setSearch("page", String(next))} />}
      </div>
    </>
  );
}

function Asked({ approval }: { approval: ApprovalListed }) {
  const name = useQuery({ ...askingWorkflowQuery(approval), enabled: useIsAllowed("workflows:read") });
  return <Question approval={approval} executionId={approval.execution_id} workflow={name.data ?? approval.workflow_id} />;
}

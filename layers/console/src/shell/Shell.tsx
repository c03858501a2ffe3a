import { useQuery } from "@tanstack/react-query";
import { Activity, BellRing, CircleHelp, Hand, KeyRound, LockKeyhole, LogOut, type LucideIcon, Variable, Workflow } from "lucide-react";
import { Suspense, useEffect, useRef } from "react";
import { approvalsQuery } from "../api/approvals";
import { useWords, type Word } from "../i18n";
import mark from "../mark.svg";
import { Link, paths, usePath } from "../router";
import { forgetKey } from "../session/key";
import { useIsAllowed, useScopes } from "../session/scopes";
import { useCurrentInView } from "../ui/inView";
import { Loading } from "../ui/parts";
import type { Scope } from "../workflow/types";
import { Boundary } from "./Boundary";
import { LanguageChoice } from "./LanguageChoice";
import { pageAt } from "./pages";

type Entry = { scope?: Scope; to: string; word: Word; icon: LucideIcon; isCurrent: (path: string) => boolean };

const ENTRIES: readonly Entry[] = [
  { to: paths.workflows, word: "nav.workflows", icon: Workflow, isCurrent: (path) => path === "/" || path.startsWith("/console/workflows") },
  { scope: "executions:read", to: paths.runs, word: "nav.runs", icon: Activity, isCurrent: (path) => path.startsWith("/console/runs") },
  { scope: "executions:read", to: paths.approvals, word: "nav.approvals", icon: Hand, isCurrent: (path) => path.startsWith("/console/approvals") },
  { scope: "credentials:read", to: paths.credentials, word: "nav.credentials", icon: LockKeyhole, isCurrent: (path) => path.startsWith("/console/credentials") },
  { scope: "variables:read", to: paths.variables, word: "nav.variables", icon: Variable, isCurrent: (path) => path.startsWith("/console/variables") },
  { scope: "notifications:read", to: paths.notifications, word: "nav.notifications", icon: BellRing, isCurrent: (path) => path.startsWith("/console/notifications") },
  { scope: "keys:read", to: paths.keys, word: "nav.keys", icon: KeyRound, isCurrent: (path) => path.startsWith("/console/keys") },
  { to: paths.help(), word: "nav.help", icon: CircleHelp, isCurrent: (path) => path.startsWith("/console/help") },
];

/** What stands around every page: the way to the others, and the language. */
export function Shell() {
  const t = useWords();
  const path = usePath();
  const can = useScopes();
  const main = useFocusOnPage(path);
  const bar = useCurrentInView(path);
  const isFull = /\/(edit|new)$/.test(path);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("nav.skip")}</a>
      <header className="sidebar">
        <Link to={paths.workflows} className="brand" aria-label="exeoflow"><img src={mark} alt="" /> <span>exeoflow</span></Link>
        <nav ref={bar} aria-label={t("nav")}>
          <ul>
            {ENTRIES.filter(({ scope }) => !scope || can(scope)).map(({ to, word, icon: Icon, isCurrent }) => (
              <li key={to}>
                <Link to={to} aria-current={isCurrent(path) ? "page" : undefined}>
                  <Icon size={16} aria-hidden="true" /> {t(word)}
                  {to === paths.approvals && <OpenApprovals />}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="foot">
          <div className="row">
            <LanguageChoice />
            <button type="button" className="button quiet small" onClick={forgetKey}>
              <LogOut size={14} aria-hidden="true" /> {t("nav.leave")}
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={isFull ? "page full" : "page"}>
        <Boundary key={path}>
          <Suspense fallback={<Loading />}>{pageAt(path)}</Suspense>
        </Boundary>
      </main>
    </div>
  );
}

function OpenApprovals() {
  const t = useWords();
  const { data } = useQuery({ ...approvalsQuery(), enabled: useIsAllowed("executions:read") });
  if (!data?.length) return null;
  return <span className="count" aria-label={t("approvals.open", { count: data.length })}>{data.length}</span>;
}

/** After a change of page the focus stands on its content, as after a page load, and not on the link that is gone. */
function useFocusOnPage(path: string) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const page = path.split("/").slice(0, 4).join("/"); // the tabs of one page keep the focus
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    if (!isFirst.current) window.scrollTo(0, 0);
    isFirst.current = false;
  }, [page]);
  return main;
}

import { useQuery } from "@tanstack/react-query";
import { FileUp, LogOut, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import { openCountQuery } from "../api/approvals";
import { useWords } from "../i18n";
import mark from "../mark.svg";
import { offer } from "../pages/importing/offered";
import { Link, paths, usePath } from "../router";
import { forgetKey } from "../session/key";
import { useIsAllowed, useScopes } from "../session/scopes";
import { useDropsAnywhere, useIsOver } from "../ui/fileDrop";
import { useCurrentInView } from "../ui/inView";
import { Loading } from "../ui/parts";
import { Boundary } from "./Boundary";
import { ENTRIES } from "./entries";
import { LanguageChoice } from "./LanguageChoice";
import { pageAt } from "./pages";

const CommandBar = lazy(() => import("./CommandBar"));

/** What stands around every page: the way to the others, and the language. */
export function Shell() {
  const t = useWords();
  const path = usePath();
  const can = useScopes();
  const page = pageAt(path);
  const key = page.key ?? path;
  const main = useFocusOnPage(key);
  const bar = useCurrentInView<HTMLDivElement>(path);
  const [isAsking, setAsking] = useCommandKey();
  const isOver = useIsOver();
  useDropsAnywhere(offer, can("workflows:write"));
  const isFull = /\/(edit|new)$/.test(path);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("nav.skip")}</a>
      <header className="sidebar">
        <Link to={paths.workflows} className="brand" aria-label="exeoflow"><img src={mark} alt="" /> <span>exeoflow</span></Link>
        <button type="button" className="button command-button" aria-label={t("commands.open")} onClick={() => setAsking(true)} aria-keyshortcuts="Control+K Meta+K">
          <Search size={14} aria-hidden="true" /> <span className="grow">{t("commands.open")}</span> <kbd aria-hidden="true">{KEYS}</kbd>
        </button>
        <div ref={bar} className="ways">
          <nav aria-label={t("nav")}>
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
              <button type="button" className="button quiet small" onClick={() => forgetKey()}>
                <LogOut size={14} aria-hidden="true" /> {t("nav.leave")}
              </button>
            </div>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={isFull ? "page full" : "page"}>
        <Boundary key={key}>
          <Suspense fallback={<Loading />}>{page}</Suspense>
        </Boundary>
      </main>
      {isOver && <div className="drop-veil"><FileUp size={32} strokeWidth={1.5} aria-hidden="true" /> {t("import.over")}</div>}
      {isAsking && <Suspense><CommandBar onClose={() => setAsking(false)} /></Suspense>}
    </div>
  );
}

function OpenApprovals() {
  const t = useWords();
  const { data } = useQuery({ ...openCountQuery(), enabled: useIsAllowed("executions:read") });
  const count = data?.pagination.total ?? 0;
  if (count === 0) return null;
  return <span className="count" aria-label={t("approvals.open", { count })}>{count}</span>;
}

/** After a change of page the focus stands on its content, as after a page load, and not on the link that is gone. */
function useFocusOnPage(page: string) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    if (!isFirst.current) window.scrollTo(0, 0);
    isFirst.current = false;
  }, [page]);
  return main;
}

const KEYS = navigator.platform.startsWith("Mac") ? "⌘ K" : "Ctrl K";

/** Ctrl-K opens the command bar wherever one is, in a field too. */
function useCommandKey(): [boolean, (isAsking: boolean) => void] {
  const [isAsking, setAsking] = useState(false);
  // As soon as anything is seen: a key that is pressed before an effect has run would be lost.
  useLayoutEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) setAsking(true);
    }
    // Before an editor of code takes it for one of its own.
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  return [isAsking, setAsking];
}

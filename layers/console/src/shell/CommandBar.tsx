import { useQuery } from "@tanstack/react-query";
import { Languages, LogOut, Search, Workflow } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { workflowsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { chooseLanguage, currentLanguage } from "../i18n/language";
import { navigate, paths } from "../router";
import { useModal } from "../ui/modal";
import { useSettled } from "../ui/settled";
import { forgetKey } from "../session/key";
import { useIsAllowed, useScopes } from "../session/scopes";
import { type Command, commandsOfPage } from "./commands";
import { ENTRIES } from "./entries";

type Group = { title: string; commands: Command[] };

const MOST_WORKFLOWS = 8;
const PAUSE = 150;

/** One field for everything: pages, workflows by name, and what the page that is open can do. */
export default function CommandBar({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState("");
  const [place, setPlace] = useState(0);
  const groups = useGroups(wish);
  const flat = groups.flatMap(({ commands }) => commands);
  const chosen = Math.min(place, flat.length - 1);

  useModal(dialog);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  function act(command: Command | undefined): void {
    if (!command) return;
    // Closed first: what it opens, such as a dialog, takes the focus then.
    dialog.current!.close();
    command.act();
  }

  function move(event: KeyboardEvent): void {
    const target = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: flat.length - 1 }[event.key];
    if (event.key === "Enter") act(flat[chosen]);
    else if (target === undefined || flat.length === 0) return;
    else setPlace((target + flat.length) % flat.length);
    event.preventDefault();
  }

  let index = -1;
  return (
    <dialog ref={dialog} className="dialog command-bar" aria-label={t("commands")} onClose={onClose} onClick={(event) => event.target === dialog.current && dialog.current.close()}>
      <div className="search">
        <Search size={16} aria-hidden="true" />
        <input className="input" role="combobox" aria-expanded="true" aria-controls={id} aria-activedescendant={flat.length > 0 ? `${id}-${chosen}` : undefined} aria-label={t("commands.search")} placeholder={t("commands.search")} autoComplete="off" spellCheck={false} autoFocus value={wish} onChange={(event) => { setWish(event.target.value); setPlace(0); }} onKeyDown={move} />
      </div>
      <p className="hidden-visually" role="status">{t("commands.count", { count: flat.length })}</p>
      <div ref={list} id={id} role="listbox" aria-label={t("commands")} className="command-list">
        {groups.map(({ title, commands }) => (
          <div key={title} role="group" aria-label={title}>
            <div className="group" aria-hidden="true">{title}</div>
            {commands.map((command) => {
              index += 1;
              const own = index;
              const { label, icon: Icon, hint } = command;
              return (
                <div key={label + (hint ?? "") + own} id={`${id}-${own}`} role="option" aria-selected={own === chosen} onMouseMove={() => setPlace(own)} onClick={() => act(command)}>
                  <Icon size={15} aria-hidden="true" /> <span className="truncate grow" dir="auto">{label}</span> {hint && <span className="muted small">{hint}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {flat.length === 0 && <p className="muted small" style={{ padding: "10px 16px 16px" }}>{t("commands.none")}</p>}
    </dialog>
  );
}

function useGroups(wish: string): Group[] {
  const t = useWords();
  const can = useScopes();
  const workflows = useQuery({ ...workflowsQuery({ page: 1, search: useSettled(wish.trim(), PAUSE) || undefined }), enabled: useIsAllowed("workflows:read") });
  const here = useMemo(commandsOfPage, []);
  const pages = ENTRIES.filter(({ scope }) => !scope || can(scope)).map(({ to, word, icon }) => ({ label: t(word), icon, act: () => navigate(to) }));
  const own = (workflows.data?.workflows ?? []).map(({ id, name, status }) => ({ label: name, icon: Workflow, hint: t(`status.${status}`), act: () => navigate(paths.workflow(id)) }));
  const other = currentLanguage() === "de" ? "en" : "de";
  const console: Command[] = [
    { label: t(`commands.other.${other}`), icon: Languages, act: () => chooseLanguage(other) },
    { label: t("nav.leave"), icon: LogOut, act: () => forgetKey() },
  ];
  const groups = [
    { title: t("commands.here"), commands: fitting(here, wish) },
    { title: t("commands.pages"), commands: fitting(pages, wish) },
    { title: t("nav.workflows"), commands: fitting(own, wish).slice(0, MOST_WORKFLOWS) },
    { title: t("commands.console"), commands: fitting(console, wish) },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

/** Keep what has every word that was typed; what begins with it comes first. */
function fitting(commands: readonly Command[], wish: string): Command[] {
  const wanted = wish.toLocaleLowerCase().trim();
  const words = wanted.split(/\s+/);
  const found = commands.filter(({ label }) => words.every((word) => label.toLocaleLowerCase().includes(word)));
  const begins = ({ label }: Command) => label.toLocaleLowerCase().startsWith(wanted);
  return wanted ? [...found.filter(begins), ...found.filter((each) => !begins(each))] : found;
}

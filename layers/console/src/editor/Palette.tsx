import { Search } from "lucide-react";
import { type KeyboardEvent, type Ref, useRef, useState } from "react";
import { useWords } from "../i18n";
import { currentLanguage } from "../i18n/language";
import { KindIcon } from "../ui/icons";
import { KINDS } from "../workflow/catalogue";
import type { NodeTypeShown } from "../workflow/types";

export const DRAGGED = "application/x-exeoflow-node";

type Props = { types: readonly NodeTypeShown[]; after: string | null; onAdd: (type: NodeTypeShown, isByKeyboard: boolean) => void; searchRef?: Ref<HTMLInputElement> };

/** All types of node: press to add one behind what is selected, or drag it to its place. */
export function Palette({ types, after, onAdd, searchRef }: Props) {
  const t = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState("");
  // One stop for the Tab key: the arrows go on from it.
  const [looked, setLooked] = useState("");
  const language = currentLanguage();
  const wanted = wish.trim().toLowerCase();
  const found = types.filter(({ type, texts }) => `${type} ${texts.de.title} ${texts.en.title} ${texts[language].summary}`.toLowerCase().includes(wanted));
  const shown = KINDS.flatMap((kind) => found.filter((each) => each.kind === kind));

  // What Enter takes: what is called so, before what only mentions it.
  const called = (begins: boolean) => shown.find(({ type, texts }) => [type, texts.de.title, texts.en.title].some((name) => (begins ? name.toLowerCase().startsWith(wanted) : name.toLowerCase().includes(wanted))));
  const best = wanted ? (called(true) ?? called(false) ?? shown[0]) : undefined;
  const stop = best ?? shown.find(({ type }) => type === looked) ?? shown[0];

  function add(type: NodeTypeShown, isByKeyboard: boolean): void {
    setWish("");
    onAdd(type, isByKeyboard);
  }

  function move(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const place = buttons.indexOf(event.target as HTMLElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, place + step))]?.focus();
  }

  return (
    <div className="palette" onKeyDown={move}>
      <div className="search">
        <Search size={15} aria-hidden="true" />
        <input ref={searchRef} className="input" type="search" aria-label={t("palette.search")} placeholder={t("palette.search")} value={wish} onChange={(event) => setWish(event.target.value)} onKeyDown={(event) => event.key === "Enter" && best && add(best, true)} />
      </div>
      {after && <p className="small muted palette-after">{t("palette.after")} <strong dir="auto">{after}</strong></p>}
      <div ref={list} className="palette-list">
        {KINDS.map((kind) => {
          const own = shown.filter((each) => each.kind === kind);
          if (own.length === 0) return null;
          return (
            <section key={kind} aria-label={t(`kind.${kind}`)}>
              <h2>{t(`kind.${kind}`)}</h2>
              {own.map((each) => (
                <button key={each.type} type="button" draggable title={each.texts[language].summary} className={each === best ? "best" : undefined} tabIndex={each === stop ? 0 : -1} onFocus={() => setLooked(each.type)} onClick={({ detail }) => add(each, detail === 0)} onDragStart={(event) => event.dataTransfer.setData(DRAGGED, each.type)}>
                  <KindIcon type={each.type} isSmall /> <span>{each.texts[language].title}</span>
                </button>
              ))}
            </section>
          );
        })}
        {found.length === 0 && <p className="muted small" style={{ padding: 8 }}>{t("palette.none")}</p>}
      </div>
    </div>
  );
}

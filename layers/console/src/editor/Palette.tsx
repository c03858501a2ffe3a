import { Search } from "lucide-react";
import { type KeyboardEvent, type Ref, useRef, useState } from "react";
import { useWords } from "../i18n";
import { currentLanguage } from "../i18n/language";
import { KindIcon } from "../ui/icons";
import { KINDS } from "../workflow/catalogue";
import type { NodeTypeShown } from "../workflow/types";

export const DRAGGED = "application/x-exeoflow-node";

type Props = { types: readonly NodeTypeShown[]; after: string | null; onAdd: (type: NodeTypeShown) => void; searchRef?: Ref<HTMLInputElement> };

/** All types of node: press to add one behind what is selected, or drag it to its place. */
export function Palette({ types, after, onAdd, searchRef }: Props) {
  const t = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState("");
  const language = currentLanguage();
  const found = types.filter(({ type, texts }) => `${type} ${texts.de.title} ${texts.en.title} ${texts[language].summary}`.toLowerCase().includes(wish.trim().toLowerCase()));

  function add(type: NodeTypeShown): void {
    setWish("");
    onAdd(type);
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
        <input ref={searchRef} className="input" type="search" aria-label={t("palette.search")} placeholder={t("palette.search")} value={wish} onChange={(event) => setWish(event.target.value)} onKeyDown={(event) => event.key === "Enter" && found[0] && add(found[0])} />
      </div>
      {after && <p className="small muted" style={{ padding: "0 2px" }}>{t("palette.after")} <strong dir="auto">{after}</strong></p>}
      <div ref={list} className="palette-list">
        {KINDS.map((kind) => {
          const own = found.filter((each) => each.kind === kind);
          if (own.length === 0) return null;
          return (
            <section key={kind} aria-label={t(`kind.${kind}`)}>
              <h2>{t(`kind.${kind}`)}</h2>
              {own.map((each) => (
                <button key={each.type} type="button" draggable title={each.texts[language].summary} onClick={() => add(each)} onDragStart={(event) => event.dataTransfer.setData(DRAGGED, each.type)}>
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

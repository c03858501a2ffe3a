import { type LucideIcon, MoreHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useWords, type Word } from "../i18n";

type Entry = { word: Word; icon: LucideIcon; act: () => void; isDanger?: boolean };

/** What is needed rarely, behind one button: arrows move, Escape closes. `of` says of what, where there are several. */
export function MoreMenu({ entries, of }: { entries: readonly Entry[]; of?: string }) {
  const t = useWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector<HTMLElement>("li > button")?.focus();
    const close = (event: MouseEvent) => !box.current?.contains(event.target as Element) && setOpen(false);
    document.addEventListener("mousedown", close);
    return () => document.removeEventListener("mousedown", close);
  }, [isOpen]);

  /** The entry that was chosen goes: what it opens gives the focus back to the button. */
  function close(): void {
    box.current?.querySelector<HTMLElement>("button")?.focus();
    setOpen(false);
  }

  function move(event: KeyboardEvent): void {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>("li > button") ?? [])];
    const place = buttons.indexOf(document.activeElement as HTMLElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) buttons[(place + step + buttons.length) % buttons.length]?.focus();
    if (event.key === "Escape") close();
    if (event.key === "Tab") setOpen(false);
    if (step || event.key === "Escape") event.preventDefault();
  }

  return (
    <div className="menu" ref={box} onKeyDown={isOpen ? move : undefined}>
      <button type="button" className="button icon" aria-label={of ? `${t("more")}: ${of}` : t("more")} aria-haspopup="menu" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <MoreHorizontal size={16} aria-hidden="true" />
      </button>
      {isOpen && (
        <ul role="menu" id={id}>
          {entries.map(({ word, icon: Icon, act, isDanger }) => (
            <li key={word} role="none">
              <button type="button" role="menuitem" className={isDanger ? "danger" : ""} onClick={() => { close(); act(); }}>
                <Icon size={15} aria-hidden="true" /> {t(word)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

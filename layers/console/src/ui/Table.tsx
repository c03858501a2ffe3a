import type { ReactNode } from "react";
import { useWords, type Word } from "../i18n";

/** `look` says what is left out on a phone (`optional`) or on anything narrower than a desk (`late`), or stands at the end; a hidden heading is only read aloud. */
export type Column = { word: Word; look?: "optional" | "late" | "end" | "optional end"; isHidden?: boolean };

/** Rows under their headings, which move sideways where there is no room; `before` is the head of a first column that chooses rows. */
export function Table({ columns, before, children }: { columns: readonly Column[]; before?: ReactNode; children: ReactNode }) {
  const t = useWords();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            {before}
            {columns.map(({ word, look, isHidden }) => (
              <th key={word} scope="col" className={look}>{isHidden ? <span className="hidden-visually">{t(word)}</span> : t(word)}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

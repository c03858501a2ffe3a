import { Save } from "lucide-react";
import { useWords } from "../../i18n";
import { ProblemNotice } from "../../ui/parts";
import type { Found, Source } from "./reading";

/** What is to be stored, whether it is the last of what was read, and what happens then. */
export type Stored = { found: Found; isLast: boolean; onStored: (id: string) => void };
type Props = { source: Source; isLast: boolean; name: string; onName: (name: string) => void; onStore: () => void; isReady: boolean; problem: unknown };

/** The name that it gets, and the button that stores it. */
export function StoreBar({ source, isLast, name, onName, onStore, isReady, problem }: Props) {
  const t = useWords();
  return (
    <>
      <form className="panel store-bar" onSubmit={(event) => { event.preventDefault(); onStore(); }}>
        <div className="field grow">
          <label htmlFor="import-name">{t("editor.name")}</label>
          <input id="import-name" className="input" required maxLength={200} dir="auto" value={name} onChange={(event) => onName(event.target.value)} />
        </div>
        <span className="tag">{t(`import.from.${source}`)}</span>
        <button type="submit" className="button primary" disabled={!isReady || !name.trim()}><Save size={15} aria-hidden="true" /> {t(isLast ? "import.store" : "import.store.next")}</button>
      </form>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}

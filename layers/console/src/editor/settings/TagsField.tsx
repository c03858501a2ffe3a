import { X } from "lucide-react";
import { useId, useState } from "react";
import { useWords } from "../../i18n";

const LONGEST = 64;

/** Tags as chips; Enter or a comma ends one. */
export function TagsField({ tags, onChange }: { tags: readonly string[]; onChange: (tags: string[]) => void }) {
  const t = useWords();
  const id = useId();
  const [typed, setTyped] = useState("");
  function add(): void {
    const made = typed.split(",").map((each) => each.trim()).filter((each) => each !== "" && !tags.includes(each));
    setTyped("");
    if (made.length > 0) onChange([...tags, ...new Set(made)]);
  }
  return (
    <div className="field">
      <label htmlFor={id}>{t("settings.tags")}</label>
      {tags.length > 0 && (
        <div className="row wrap tags">
          {tags.map((tag) => (
            <button key={tag} type="button" className="tag" aria-label={t("settings.tags.remove", { tag })} title={t("settings.tags.remove", { tag })} onClick={() => onChange(tags.filter((each) => each !== tag))}>
              <span dir="auto">{tag}</span> <X size={11} aria-hidden="true" />
            </button>
          ))}
        </div>
      )}
      <input id={id} className="input" maxLength={LONGEST} placeholder={t("settings.tags.hint")} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={add} onKeyDown={(event) => { if (event.key === "Enter" || event.key === ",") { event.preventDefault(); add(); } }} />
    </div>
  );
}

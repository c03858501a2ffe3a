import { type FormEvent, useState } from "react";
import { useWords } from "../i18n";
import mark from "../mark.svg";
import { LanguageChoice } from "../shell/LanguageChoice";
import { Notice } from "../ui/parts";
import { enterKey, isKeyRefused } from "./key";

/** Asks for the key; nothing else of the console can be used without one. */
export function KeyEntry() {
  const t = useWords();
  const [key, setKey] = useState("");
  const [isKept, setKept] = useState(false);

  function enter(event: FormEvent): void {
    event.preventDefault();
    if (key.trim()) enterKey(key.trim(), isKept);
  }

  return (
    <main className="entry">
      <div className="card">
        <div className="row">
          <span className="brand grow"><img src={mark} alt="" /> exeoflow</span>
          <LanguageChoice />
        </div>
        <div>
          <h1>{t("entry.title")}</h1>
          <p className="muted" style={{ marginTop: 6 }}>{t("entry.text")}</p>
        </div>
        {isKeyRefused() && <Notice tone="bad" title={t("entry.refused")}>{t("entry.refused.text")}</Notice>}
        <form className="stack" onSubmit={enter}>
          <div className="field">
            <label htmlFor="key">{t("entry.key")}</label>
            <input id="key" className="input mono" type="password" autoComplete="off" spellCheck={false} value={key} autoFocus placeholder="exo_…" onChange={(event) => setKey(event.target.value)} />
          </div>
          <label className="check">
            <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.target.checked)} /> {t("entry.remember")}
          </label>
          <button type="submit" className="button primary" disabled={!key.trim()}>{t("entry.open")}</button>
        </form>
        <div className="small muted stack" style={{ gap: 6 }}>
          <p>{t("entry.how")}</p>
          <pre tabIndex={0}>python -m exeoflow.keys create --name me</pre>
          <p><a href="/docs">{t("entry.docs")}</a></p>
        </div>
      </div>
    </main>
  );
}

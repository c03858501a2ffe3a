import { useWords } from "../i18n";
import { chooseLanguage, currentLanguage } from "../i18n/language";
import type { Language } from "../i18n/language";

export function LanguageChoice() {
  const t = useWords();
  return (
    <select className="select" style={{ width: "auto" }} aria-label={t("language")} value={currentLanguage()} onChange={(event) => chooseLanguage(event.target.value as Language)}>
      <option value="de" lang="de">Deutsch</option>
      <option value="en" lang="en">English</option>
    </select>
  );
}

/** The language of this visit: chosen here before, else the browser's, else English. */
export type Language = "de" | "en";

const STORED = "exeoflow.language";

function preferred(): Language {
  const chosen = localStorage.getItem(STORED);
  if (chosen === "de" || chosen === "en") return chosen;
  for (const language of navigator.languages) {
    if (language.startsWith("de")) return "de";
    if (language.startsWith("en")) return "en";
  }
  return "en";
}

let language = preferred();
const listeners = new Set<() => void>();

export function currentLanguage(): Language {
  return language;
}

export function chooseLanguage(chosen: Language): void {
  language = chosen;
  localStorage.setItem(STORED, chosen);
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

document.documentElement.lang = language;

/** Questions that are asked before the client is there; each is answered once, to whoever asks the same with the same key and language. */
import { currentLanguage } from "../i18n/language";
import { currentKey } from "../session/key";

type Begun = { key: string; language: string; response: Promise<Response> };

const begun = new Map<string, Begun>();

export function begin(path: string): void {
  const key = currentKey();
  if (!key) return;
  const language = currentLanguage();
  const response = fetch(path, { headers: { Authorization: `Bearer ${key}`, "Accept-Language": language } });
  response.catch(() => undefined); // whoever takes it says so
  begun.set(path, { key: `Bearer ${key}`, language, response });
}

/** Fetch, or return the answer to the same question that was begun. */
export function fetchOrTake(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const found = request.method === "GET" ? begun.get(pathname + search) : undefined;
  begun.delete(pathname + search);
  const isSame = found?.key === request.headers.get("Authorization") && found?.language === request.headers.get("Accept-Language");
  return found && isSame ? found.response : fetch(request);
}

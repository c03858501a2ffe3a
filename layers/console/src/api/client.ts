/** The typed client of this deployment's own API: same origin, the visitor's key, the visitor's language. */
import createClient, { type Middleware } from "openapi-fetch";
import { currentLanguage } from "../i18n/language";
import { currentKey, forgetKey } from "../session/key";
import { fetchOrTake } from "./begun";
import { Problem, problemOf } from "./problem";
import type { paths } from "./schema";

const authorize: Middleware = {
  onRequest({ request }) {
    const key = currentKey();
    if (key) request.headers.set("Authorization", `Bearer ${key}`);
    request.headers.set("Accept-Language", currentLanguage());
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return;
    const problem = await problemOf(response);
    // What was asked with an earlier key says nothing about the one of now.
    if (problem.status === 401 && request.headers.get("Authorization") === `Bearer ${currentKey()}`) forgetKey({ isRefused: true });
    throw problem;
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return error;
    return error instanceof Problem ? error : new Problem(0, "OFFLINE", String(error));
  },
};

export const api = createClient<paths>({ baseUrl: "/", fetch: fetchOrTake });
api.use(authorize);

type Enveloped = { success: true; data: unknown };

/** Return what stands in the envelope of an answer; failures were thrown before. */
export async function dataOf<Answer>(
  call: Promise<{ data?: Answer }>,
): Promise<Answer extends Enveloped ? Answer["data"] : never> {
  const { data } = await call;
  return (data as Enveloped).data as never;
}

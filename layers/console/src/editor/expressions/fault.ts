/** Says in the visitor's language why an expression fails. */
import { currentLanguage } from "../../i18n/language";

type Fault = { code?: string; token?: string; value?: unknown; message?: string };

const LONGEST = 80;
/** What authors say by these is what matters; the engine's own words stand where they say nothing. */
const OF_AUTHORS = new Set(["D3137", "D3141"]);
const UNTOLD = new Set(["$error() function evaluated", "$assert() statement failed"]);

export async function faultInWords(fault: Fault): Promise<string> {
  const { EVALUATION_FAULTS } = await import("../../i18n/evaluationFaults");
  const message = String(fault.message ?? fault);
  const code = fault.code ?? "";
  const words = EVALUATION_FAULTS[currentLanguage()][code];
  if (words === undefined || (OF_AUTHORS.has(code) && !UNTOLD.has(message))) return message;
  const given = JSON.stringify(fault.value) as string | undefined;
  const shown = given && given.length > LONGEST ? `${given.slice(0, LONGEST)}…` : given;
  // By functions: a text may hold what `replace` would read as a pattern.
  return words.replace("{token}", () => fault.token ?? "").replace("{given}", () => (shown === undefined || shown === "null" ? "" : `: \`${shown}\``));
}

/** Where a text is no JSON: browsers say it in English, and most of them with the place. */
import { say } from "../i18n";

export function jsonFault(error: unknown): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec((error as Error).message) ?? [];
  return line && column ? say("json.place", { line, column }) : say("trial.broken");
}

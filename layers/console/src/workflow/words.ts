/** Words for what the API names by codes. */
import { say, type Word } from "../i18n";
import { en } from "../i18n/en";
import { currentLanguage } from "../i18n/language";
import type { Tone } from "../ui/icons";
import { known } from "./catalogue";
import type { ExecutionStatus, KeyStatus, StepStatus, WorkflowStatus } from "./types";

function wordOr(key: string, fallback: string): string {
  return key in en ? say(key as Word) : fallback;
}

export function typeName(type: string): string {
  return known(type)?.texts[currentLanguage()].title ?? type;
}

export function typeSummary(type: string): string {
  return known(type)?.texts[currentLanguage()].summary ?? "";
}

export function statusName(status: string): string {
  return wordOr(`status.${status}`, status);
}

export function triggerName(kind: string): string {
  return wordOr(`trigger.${kind}`, kind);
}

const TONES: Record<ExecutionStatus | StepStatus | WorkflowStatus | KeyStatus, Tone> = {
  success: "ok", active: "ok", failed: "bad", running: "run", cancelled: "off", inactive: "off", revoked: "bad", expired: "off",
};

export function toneOf(status: string): Tone {
  return status in TONES ? TONES[status as keyof typeof TONES] : "off";
}

/** What charts paint runs in; the word or mark beside it says it too. */
export const COLOURS: Record<ExecutionStatus, string> = { success: "var(--ok)", failed: "var(--bad-solid)", running: "var(--run)", cancelled: "var(--text-3)" };

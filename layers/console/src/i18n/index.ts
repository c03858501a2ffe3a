import { useSyncExternalStore } from "react";
import { de } from "./de";
import { en } from "./en";
import { currentLanguage, type Language, onLanguage } from "./language";

export type Word = keyof typeof en;
export type Words = Record<Word, string>;
type Values = Record<string, string | number>;

type Say = (word: Word, values?: Values) => string;

const PLACE = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

function sayIn(words: Words): Say {
  return (word, values = {}) =>
    words[word].replace(PLACE, (whole, name: string, one?: string, many?: string) => {
      if (one !== undefined) return (values[name] === 1 ? one : many)!;
      return String(values[name] ?? whole);
    });
}

// One function per language, so that what is remembered with it is made anew when the language changes.
const SAY: Record<Language, Say> = { de: sayIn(de), en: sayIn(en) };

/** Say `word` in the language of this visit; `{name}` in it stands for a value, `{name|run|runs}` for what fits its number. */
export function say(word: Word, values?: Values): string {
  return SAY[currentLanguage()](word, values);
}

/** Render again when the language changes, and say words in it. */
export function useWords(): Say {
  return SAY[useSyncExternalStore(onLanguage, currentLanguage)];
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(currentLanguage(), options).format(value);
}

// Each costs a moment to make, the first one 15 ms and more: they are kept.
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = currentLanguage() + JSON.stringify(options);
  let format = FORMATS.get(key);
  if (!format) FORMATS.set(key, (format = new Intl.DateTimeFormat(currentLanguage(), options)));
  return format;
}

/** A moment in the visitor's zone; the year only if it is another one. */
export function formatMoment(text: string, { seconds = false } = {}): string {
  const moment = new Date(text);
  const isThisYear = moment.getFullYear() === new Date().getFullYear();
  return formatOf({
    day: "numeric",
    month: "short",
    year: isThisYear ? undefined : "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: seconds ? "2-digit" : undefined,
  }).format(moment);
}

const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long ago, or in how long: "5 minutes ago". In words of our own: the browser's cost the first drawing 10 ms. */
export function formatRelative(text: string, now = Date.now()): string {
  const seconds = (new Date(text).getTime() - now) / 1_000;
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ["now", 1];
  if (unit === "now") return say("now");
  return say(`${seconds < 0 ? "ago" : "in"}.${unit}`, { count: Math.trunc(Math.abs(seconds) / size) });
}

/** A length of time as people read it: 340 ms, 2.4 s, 3 min 10 s. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${formatNumber(Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${formatNumber(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return say("days", { count: Math.floor(hours / 24) });
}

/** JSONata in the editor: colours, and what can stand where. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { HighlightStyle, type StreamParser, StreamLanguage } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import type { Sample } from "./evaluation";

const WORDS = new Set(["and", "or", "in", "true", "false", "null", "function"]);

type State = { isInside: boolean; depth: number };

function parser(isTemplate: boolean): StreamParser<State> {
  return {
    startState: () => ({ isInside: !isTemplate, depth: 0 }),
    token(stream, state) {
      if (!state.isInside) {
        if (stream.match("{{")) {
          state.isInside = true;
          state.depth = 0;
          return "brace";
        }
        while (!stream.eol() && !stream.match("{{", false)) stream.next();
        return "content";
      }
      if (isTemplate && state.depth === 0 && stream.match("}}")) {
        state.isInside = false;
        return "brace";
      }
      if (stream.eatSpace()) return null;
      if (stream.match(/^\/\*.*?\*\//)) return "comment";
      if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^'\\]|\\.)*'?/)) return "string";
      if (stream.match(/^`[^`]*`?/)) return "propertyName";
      if (stream.match(/^\$\w*/)) return "variableName";
      if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return "number";
      const word = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null;
      if (word) return WORDS.has(word[0]) ? "keyword" : "propertyName";
      const character = stream.next();
      if (character === "{") state.depth += 1;
      if (character === "}") state.depth = Math.max(0, state.depth - 1);
      return "operator";
    },
  };
}

export const expressionLanguage = StreamLanguage.define(parser(false));
export const templateLanguage = StreamLanguage.define(parser(true));

export const colours = HighlightStyle.define([
  { tag: tags.variableName, color: "var(--kind-trigger)" },
  { tag: tags.string, color: "var(--ok)" },
  { tag: tags.number, color: "var(--kind-action)" },
  { tag: tags.keyword, color: "var(--kind-logic)", fontWeight: "600" },
  { tag: tags.operator, color: "var(--text-2)" },
  { tag: tags.brace, color: "var(--kind-logic)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--text-3)" },
]);

const FUNCTIONS: Record<string, string> = {
  sum: "(array)", count: "(array)", max: "(array)", min: "(array)", average: "(array)", append: "(a, b)", sort: "(array, function)", reverse: "(array)",
  shuffle: "(array)", distinct: "(array)", zip: "(a, b)", map: "(array, function)", filter: "(array, function)", single: "(array, function)", reduce: "(array, function, init)",
  sift: "(object, function)", keys: "(object)", lookup: "(object, key)", spread: "(object)", merge: "(array)", each: "(object, function)", error: "(message)", assert: "(condition, message)", type: "(value)",
  string: "(value)", length: "(text)", substring: "(text, start, length)", substringBefore: "(text, chars)", substringAfter: "(text, chars)", uppercase: "(text)", lowercase: "(text)", trim: "(text)", pad: "(text, width, char)",
  contains: "(text, pattern)", split: "(text, separator, limit)", join: "(array, separator)", match: "(text, pattern)", replace: "(text, pattern, replacement)", base64encode: "(text)", base64decode: "(text)", encodeUrlComponent: "(text)", encodeUrl: "(text)", decodeUrlComponent: "(text)", decodeUrl: "(text)",
  number: "(value)", abs: "(n)", floor: "(n)", ceil: "(n)", round: "(n, precision)", power: "(base, exponent)", sqrt: "(n)", formatNumber: "(n, picture)", formatBase: "(n, radix)", formatInteger: "(n, picture)", parseInteger: "(text, picture)",
  boolean: "(value)", not: "(value)", exists: "(value)", now: "()", millis: "()", fromMillis: "(n, picture)", toMillis: "(timestamp, picture)",
  partition: "(array, size)", range: "(first, last, step)", hash: "(text, algorithm)", random: "()", uuid: "()", parse: "(text)",
};

export type Scope = { sample: Sample; ancestors: readonly string[]; hasItem: boolean };

const PATH = /\$(\w+)((?:\.(?:\w+|`[^`]*`)|\[\d+\])*)\.(\w*)$/;
const NAME = /\$(\w*)$/;
const PLAIN = /^[A-Za-z_]\w*$/;

/** Offer roots, functions, ids of earlier nodes, and the fields that the chosen run had. */
export function completionsIn(scope: () => Scope, isTemplate: boolean) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos);
    if (isTemplate && before.lastIndexOf("{{") <= before.lastIndexOf("}}")) return null;
    const path = PATH.exec(before);
    if (path) return fieldsOf(path, context.pos, scope());
    const name = NAME.exec(before);
    if (!name && !context.explicit) return null;
    return { from: name ? context.pos - name[0].length : context.pos, options: roots(scope()), validFor: /^\$?\w*$/ };
  };
}

function roots({ sample, hasItem }: Scope): Completion[] {
  const names = ["input", "trigger", "nodes", ...(hasItem ? ["item", "index"] : []), "vars", "execution", "workflow"];
  const known = sample as Record<string, unknown>;
  const own = names.map((name) => ({ label: `$${name}`, type: "variable", boost: 10, detail: name === "nodes" ? "" : short(known[name]) }));
  const functions = Object.entries(FUNCTIONS).map(([name, form]) => ({ label: `$${name}`, type: "function", detail: form, apply: `$${name}(` }));
  return [...own, ...functions];
}

function fieldsOf([, root, middle, typed]: RegExpExecArray, position: number, { sample, ancestors }: Scope): CompletionResult | null {
  const from = position - typed!.length;
  if (root === "nodes" && middle === "") {
    return { from, options: ancestors.map((id) => ({ label: id, apply: quoted(id), type: "property", detail: short(sample.nodes[id]) })), validFor: /^\w*$/ };
  }
  let value = (sample as Record<string, unknown>)[root!];
  for (const part of middle!.matchAll(/\.(\w+)|\.`([^`]*)`|\[(\d+)\]/g)) value = step(value, part[1] ?? part[2] ?? part[3]!);
  const shown = Array.isArray(value) ? value[0] : value;
  if (typeof shown !== "object" || shown === null) return null;
  const options = Object.entries(shown).map(([name, field]) => ({ label: name, apply: quoted(name), type: "property", detail: short(field) }));
  return { from, options, validFor: /^\w*$/ };
}

function step(value: unknown, name: string): unknown {
  const one = Array.isArray(value) && !/^\d+$/.test(name) ? (value[0] as unknown) : value;
  return typeof one === "object" && one !== null ? (one as Record<string, unknown>)[name] : undefined;
}

export function quoted(name: string): string {
  return PLAIN.test(name) ? name : `\`${name}\``;
}

/** A value in a few characters. */
export function short(value: unknown): string {
  if (value === undefined) return "";
  const text = JSON.stringify(value);
  return text.length > 32 ? `${text.slice(0, 31)}…` : text;
}

/** Texts with expressions in them: `Hello {{ $input.name }}`. */

export type Part = { kind: "text" | "expression"; text: string; from: number; to: number };

/** Split a template; a brace within an expression, in its strings too, is its own. */
export function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf("{{", at);
    if (open < 0) break;
    if (open > at) parts.push({ kind: "text", text: template.slice(at, open), from: at, to: open });
    const close = endOfExpression(template, open + 2);
    parts.push({ kind: "expression", text: template.slice(open + 2, close), from: open + 2, to: close });
    at = Math.min(close + 2, template.length);
  }
  if (at < template.length) parts.push({ kind: "text", text: template.slice(at), from: at, to: template.length });
  return parts;
}

function endOfExpression(template: string, start: number): number {
  let depth = 0;
  let quote = "";
  for (let at = start; at < template.length; at += 1) {
    const character = template[at]!;
    if (quote) {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'" || character === "`") quote = character;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      if (depth === 0 && template[at + 1] === "}") return at;
      depth = Math.max(0, depth - 1);
    }
  }
  return template.length;
}

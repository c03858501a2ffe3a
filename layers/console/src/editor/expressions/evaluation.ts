/** Evaluates what an author writes over the data of a run, with the JSONata that Step Functions has (2.0.6). */
import jsonata from "jsonata";
import { partsOf } from "./template";

/** What expressions can read, as far as the chosen run tells it. */
export type Sample = { input?: unknown; trigger?: unknown; nodes: Record<string, unknown>; item?: unknown; index?: number; vars?: unknown; execution?: unknown; workflow?: unknown };

const LONGEST_MS = 250;
const DEEPEST = 300;
const ENTRY = Symbol.for("jsonata.__evaluate_entry");
const EXIT = Symbol.for("jsonata.__evaluate_exit");

export async function evaluate(source: string, sample: Sample): Promise<unknown> {
  const expression = jsonata(source);
  addFunctions(expression);
  guard(expression);
  const { nodes, ...roots } = sample;
  return (await expression.evaluate(null, { ...roots, nodes })) as unknown;
}

/** A template of one expression keeps its type; parts are joined as texts. */
export async function evaluateTemplate(template: string, sample: Sample): Promise<unknown> {
  const parts = partsOf(template);
  if (parts.length === 1 && parts[0]!.kind === "expression") return evaluate(parts[0]!.text, sample);
  const texts = await Promise.all(parts.map(async ({ kind, text }) => (kind === "text" ? text : asText(await evaluate(text, sample)))));
  return texts.join("");
}

function asText(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The page must not hang on an expression that never ends. */
function guard(expression: jsonata.Expression): void {
  const begun = performance.now();
  let depth = 0;
  const assign = expression.assign.bind(expression) as unknown as (name: symbol, value: () => void) => void;
  assign(ENTRY, () => {
    depth += 1;
    if (depth > DEEPEST || performance.now() - begun > LONGEST_MS) throw new Error("…");
  });
  assign(EXIT, () => {
    depth -= 1;
  });
}

/** What Step Functions adds to JSONata. */
function addFunctions(expression: jsonata.Expression): void {
  expression.registerFunction("parse", (text: string) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw Object.assign(error as Error, { code: "parse-json", token: "parse", value: text });
    }
  });
  expression.registerFunction("uuid", () => crypto.randomUUID());
  expression.registerFunction("random", () => Math.random());
  expression.registerFunction("range", (first: number, last: number, step: number) => {
    const count = Math.floor((last - first) / step) + 1;
    return Array.from({ length: Math.min(Math.max(count, 0), 1_000) }, (_, index) => first + index * step);
  });
  expression.registerFunction("partition", (list: unknown[], size: number) =>
    Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size)),
  );
  expression.registerFunction("hash", async (value: string, algorithm: string) => {
    const bytes = await crypto.subtle.digest(algorithm || "SHA-256", new TextEncoder().encode(String(value)));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  });
}

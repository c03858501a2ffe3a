/** Reads files that hold workflows: exports of other systems, and workflows of exeoflow as JSON or YAML. */

import { jsonFault } from "../../ui/json";

export type Source = ForeignSource | "exeoflow";
export type ForeignSource = "n8n" | "asl";
export type Found = { id: number; source: Source; name: string; body: Record<string, unknown> };
export type Reading = { found: readonly Found[] } | { fault: "size" | "shape" | "text"; about: string };

export const LARGEST_MB = 5;
/** What the server gives a workflow itself, and who manages the one that the file came from. */
const OF_SERVER = new Set(["id", "status", "created_at", "updated_at", "next_run", "diagnostics", "managed_by"]);

let last = 0;

export async function read(file: File): Promise<Reading> {
  if (file.size > LARGEST_MB * 1_048_576) return { fault: "size", about: "" };
  let content: unknown;
  try {
    content = await parse(await file.text());
  } catch (error) {
    return { fault: "text", about: error instanceof SyntaxError ? jsonFault(error) : (error as Error).message };
  }
  const found = workflowsIn(content).map((body, place) => foundIn(body, file.name.replace(/\.\w+$/, ""), place));
  return found.length > 0 ? { found } : { fault: "shape", about: "" };
}

async function parse(text: string): Promise<unknown> {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (!/^\s*\{?\s*[\w-]+\s*:/m.test(text)) throw error; // YAML may begin with a bracket, too
    }
  }
  const { JSON_SCHEMA, load } = await import("js-yaml");
  return load(text, { schema: JSON_SCHEMA });
}

/** n8n writes one workflow, a list of them, or puts them under `data` or `workflow`. */
function workflowsIn(content: unknown): Array<Record<string, unknown>> {
  if (Array.isArray(content)) return content.flatMap(workflowsIn);
  if (typeof content !== "object" || content === null) return [];
  const body = content as Record<string, unknown>;
  if (Array.isArray(body.nodes) || isStateMachine(body)) return [body];
  return [body.data, body.workflow].flatMap(workflowsIn);
}

/** A definition in the Amazon States Language, or what `describe-state-machine` answers. */
function isStateMachine(body: Record<string, unknown>): boolean {
  return typeof body.definition === "string" || (typeof body.StartAt === "string" && typeof body.States === "object");
}

function sourceOf(body: Record<string, unknown>): Source {
  if (isStateMachine(body)) return "asl";
  // Connections are an object of names there, and a list here.
  return typeof body.connections === "object" && !Array.isArray(body.connections) ? "n8n" : "exeoflow";
}

function foundIn(body: Record<string, unknown>, stem: string, place: number): Found {
  last += 1;
  const source = sourceOf(body);
  const name = typeof body.name === "string" && body.name.trim() ? body.name : place ? `${stem} ${place + 1}` : stem;
  const own = source !== "exeoflow" ? body : Object.fromEntries(Object.entries({ connections: [], ...body }).filter(([field]) => !OF_SERVER.has(field)));
  return { id: last, source, name: name.slice(0, 200), body: own };
}

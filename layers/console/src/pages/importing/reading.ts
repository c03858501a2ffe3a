/** Reads files that hold workflows: exports of other systems, and workflows of exeoflow as JSON or YAML. */

import { jsonFault } from "../../ui/json";
import { isOfN8n } from "../../workflow/foreign";

export type Source = ForeignSource | "exeoflow";
export type ForeignSource = "n8n" | "asl";
export type Found = { id: number; source: Source; name: string; file: string; body: Record<string, unknown> };
export type Unread = { file: string; fault: "size" | "shape" | "text" | "open"; about: string };
export type Reading = { found: readonly Found[]; unread: readonly Unread[] };

/** What the API takes; a file may be larger, for what n8n keeps of its runs is left out. */
export const LARGEST_MB = 2;
const MB = 1_048_576;
const LARGEST_FILE = 64 * MB;
/** What is not sent: data of n8n's own runs, which may be most of a file; what the server gives a workflow itself, and who manages the one that the file came from. */
const LEFT_OUT: Record<Source, readonly string[]> = {
  n8n: ["pinData"],
  asl: [],
  exeoflow: ["id", "status", "created_at", "updated_at", "next_run", "diagnostics", "managed_by"],
};

let last = 0;

/** Read all files; one that cannot be read says why, and keeps the others back from nothing. */
export async function read(files: readonly File[]): Promise<Reading> {
  const all = await Promise.all(files.map(readOne));
  return { found: all.flatMap((each) => ("fault" in each ? [] : each)), unread: all.filter((each) => "fault" in each) };
}

async function readOne(file: File): Promise<Found[] | Unread> {
  const unread = (fault: Unread["fault"], about = "") => ({ file: file.name, fault, about });
  if (file.size > LARGEST_FILE) return unread("size");
  const text = await file.text().catch(() => null); // a folder, or a file that is gone
  if (text === null) return unread("open");
  let content: unknown;
  try {
    content = await parse(text);
  } catch (error) {
    return unread("text", error instanceof SyntaxError ? jsonFault(error) : (error as Error).message);
  }
  const found = workflowsIn(content).map((body, place) => foundIn(body, file.name, place));
  if (found.some(({ body }) => new Blob([JSON.stringify(body)]).size > LARGEST_MB * MB)) return unread("size");
  return found.length > 0 ? found : unread("shape");
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
  return isOfN8n(body) ? "n8n" : "exeoflow";
}

function foundIn(body: Record<string, unknown>, file: string, place: number): Found {
  last += 1;
  const source = sourceOf(body);
  const stem = file.replace(/\.\w+$/, "");
  const name = typeof body.name === "string" && body.name.trim() ? body.name : place ? `${stem} ${place + 1}` : stem;
  return { id: last, source, name: name.slice(0, 200), file, body: sent(body, source) };
}

function sent(body: Record<string, unknown>, source: Source): Record<string, unknown> {
  const whole = source === "exeoflow" ? { connections: [], ...body } : body;
  return Object.fromEntries(Object.entries(whole).filter(([field]) => !LEFT_OUT[source].includes(field)));
}

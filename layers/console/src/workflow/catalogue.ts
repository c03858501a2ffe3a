/** What the drawing needs to know of node types: their kind and words, and how their handles follow from their configuration. */
import { every } from "./every";
import { KNOWN_TYPES } from "./nodeTypes";
import type { Node, NodeKind, NodeType } from "./types";

export const NODE_TYPES = Object.keys(KNOWN_TYPES) as NodeType[];
export const KINDS = every<NodeKind>({ trigger: true, logic: true, data: true, action: true });

/** What is known of a type; nothing of one that the product does not have. */
export function known(type: string): (typeof KNOWN_TYPES)[NodeType] | undefined {
  return Object.hasOwn(KNOWN_TYPES, type) ? KNOWN_TYPES[type as NodeType] : undefined;
}

export function kindOf(type: string): NodeKind {
  return known(type)?.kind ?? "action";
}

/** A way out of a node; null is the only ordinary one, which has no name. */
export type Handle = string | null;

/** Return the ways out of `node` in the order in which they are drawn. */
export function handlesOf(node: Node): Handle[] {
  const handles = ownHandles(node);
  const catches = node.on_error === "branch" || (typeof node.on_error === "object" && node.on_error?.action === "branch");
  return catches ? [...handles, "error"] : handles;
}

function ownHandles({ type, config = {} }: Node): Handle[] {
  return (known(type)?.handles ?? [{ name: null }]).flatMap(({ name = null, each, when }) => {
    if (when !== undefined) return config[when] === true ? [name] : [];
    return each === undefined ? [name] : handlesIn(config, each);
  });
}

/** The handles that a configuration names: `cases[].handle` in each entry, `default` in a field, `handles[]` itself, one without a name if it is empty. */
function handlesIn(config: Record<string, unknown>, place: string): Handle[] {
  const [field = "", inEntry] = place.split("[]");
  const found = config[field];
  if (inEntry === undefined) return typeof found === "string" && found ? [found] : [];
  const entries: unknown[] = Array.isArray(found) ? found : [];
  const names = inEntry ? entries.map((entry) => (entry as Record<string, unknown> | null)?.[inEntry.slice(1)] ?? "") : entries;
  const named = names.map(String).filter(Boolean);
  return named.length === 0 && !inEntry ? [null] : named;
}

/** One line that says what a node does, from its configuration as the author wrote it. */
export function summaryOf({ type, config = {} }: Node): string {
  const text = (name: string): string => (config[name] === undefined || config[name] === null ? "" : String(config[name]));
  switch (type) {
    case "trigger":
      return [text("mode") || "manual", text("cron") || text("rate")].filter(Boolean).join(" · ");
    case "http_request":
      return `${text("method") || "GET"} ${text("url")}`;
    case "condition":
    case "transform":
    case "map":
    case "filter":
      return text("expression");
    case "set":
      return Object.keys((config.values as object | null) ?? {}).join(", ");
    case "wait":
      return text("seconds") ? `${text("seconds")} s` : text("until");
    case "approval":
      return text("message");
    case "for_each":
    case "partition":
      return text("items");
    case "placeholder":
      return text("origin");
    case "stop":
      return text("status");
    case "database":
    case "storage":
      return `${text("operation")} ${text("table") || text("bucket")}`;
    case "email":
      return text("subject");
    case "file":
    case "image":
      return text("operation");
    case "parse":
    case "format":
      return text("format");
    case "code":
      return text("source").trim().split("\n", 1)[0]!;
    case "lambda":
      return text("function");
    case "ai":
      return text("model");
    default:
      return "";
  }
}

export function nameOf(node: Node): string {
  return node.name || node.id;
}

/** What the drawing needs to know of node types: their kind, and how their handles follow from their configuration. */
import { every } from "./every";
import type { Node, NodeKind, NodeType } from "./types";

const KIND_OF: Record<NodeType, NodeKind> = {
  trigger: "trigger",
  condition: "logic", switch: "logic", partition: "logic", merge: "logic", for_each: "logic", wait: "logic", approval: "logic", stop: "logic",
  respond: "logic", placeholder: "logic", sub_workflow: "logic",
  set: "data", transform: "data", map: "data", filter: "data", sort: "data", limit: "data", aggregate: "data", split: "data", deduplicate: "data",
  parse: "data", format: "data", hmac: "data", file: "data", image: "data",
  http_request: "action", code: "action", lambda: "action", email: "action", notify: "action", queue: "action", emit_event: "action",
  database: "action", storage: "action", ai: "action",
};

export const NODE_TYPES = Object.keys(KIND_OF) as NodeType[];
export const KINDS = every<NodeKind>({ trigger: true, logic: true, data: true, action: true });

export function kindOf(type: string): NodeKind {
  return type in KIND_OF ? KIND_OF[type as NodeType] : "action";
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
  switch (type) {
    case "condition":
      return ["true", "false"];
    case "switch": {
      const cases = Array.isArray(config.cases) ? (config.cases as Array<{ handle?: unknown }>) : [];
      return [...cases.map(({ handle }) => String(handle ?? "")).filter(Boolean), "default"];
    }
    case "partition": {
      const cases = Array.isArray(config.cases) ? (config.cases as Array<{ handle?: unknown }>) : [];
      const named = cases.map(({ handle }) => String(handle ?? "")).filter(Boolean);
      return typeof config.default === "string" && config.default ? [...named, config.default] : named;
    }
    case "placeholder": {
      const named = Array.isArray(config.handles) ? config.handles.map(String).filter(Boolean) : [];
      return named.length > 0 ? named : [null];
    }
    case "for_each":
      return ["loop", "done", "break"];
    case "approval":
      return ["approved", "rejected", "timeout"];
    case "wait":
      return config.call === true ? [null, "timeout"] : [null];
    case "stop":
    case "respond":
      return [];
    default:
      return [null];
  }
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

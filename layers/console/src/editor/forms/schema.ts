/** Reads the JSON Schema of a configuration: which field wants which kind of input. */

export type Schema = {
  type?: string;
  enum?: string[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: string[];
  items?: Schema;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  description?: string;
  $ref?: string;
  $defs?: Record<string, Schema>;
};

export type Form = "expression" | "item_expression" | "template";
export type FieldShape =
  | { kind: "code"; form: Form }
  | { kind: "choice"; options: string[]; isOpen: boolean }
  | { kind: "switch" }
  | { kind: "number"; minimum?: number; maximum?: number }
  | { kind: "text" }
  | { kind: "lines" }
  | { kind: "fields"; isTemplate: boolean }
  | { kind: "list"; item: Schema }
  | { kind: "value"; isTemplate: boolean };

/** Texts that may be longer have several lines. */
const LONGEST_LINE = 10_000;

function resolved(schema: Schema, root: Schema): Schema {
  if (!schema.$ref) return schema;
  return root.$defs?.[schema.$ref.split("/").at(-1)!] ?? {};
}

/** Return the alternatives that a schema allows, null left out. */
function alternatives(schema: Schema, root: Schema): Schema[] {
  const own = resolved(schema, root);
  if (!own.anyOf) return own.type === "null" ? [] : [own];
  return own.anyOf.flatMap((each) => alternatives(each, root));
}

/** Return what a field wants; `form` is there if it may hold expressions. */
export function shapeOf(schema: Schema, root: Schema, form: Form | undefined): FieldShape {
  const options = alternatives(schema, root);
  const has = (type: string) => options.find((each) => each.type === type);
  const choices = options.find((each) => each.enum)?.enum;
  if (choices) return { kind: "choice", options: choices, isOpen: form !== undefined };
  if (form === "expression" || form === "item_expression") return { kind: "code", form };
  const isTemplate = form === "template";
  const array = has("array");
  if (array?.items && !isTemplate) {
    const item = resolved(array.items, root);
    return item.properties ? { kind: "list", item } : { kind: "value", isTemplate };
  }
  if (has("object")) return has("object")!.properties ? { kind: "value", isTemplate } : { kind: "fields", isTemplate };
  if (has("boolean")) return { kind: "switch" };
  const number = has("integer") ?? has("number");
  if (number && !isTemplate) return { kind: "number", minimum: number.minimum, maximum: number.maximum };
  if (isTemplate) return options.every(({ type }) => type === "string") && options.length > 0 ? { kind: "code", form } : { kind: "value", isTemplate };
  const string = has("string");
  if (string && (string.maxLength ?? 0) > LONGEST_LINE) return { kind: "lines" };
  return string ? { kind: "text" } : { kind: "value", isTemplate };
}

/** Read what was typed: JSON if it is JSON, else a text. */
export function valueOf(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Write a value so that reading it yields it again. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  return valueOf(value) === value ? value : JSON.stringify(value);
}

/** Which fields of a configuration mean something, where one of them decides about the others. */
import type { NodeType, Schemas, TriggerMode } from "../../workflow/types";
import type { Schema } from "./schema";

type Field = keyof Schemas["TriggerConfig"];
type Properties = Record<string, Schema>;

const OF_MODE: Record<NonNullable<TriggerMode>, readonly Field[]> = {
  manual: [],
  webhook: ["method", "path", "wait", "delivery_id", "secret_headers", "secret_parameters", "allowed_origins", "body_type", "raw", "exact_numbers", "keep_files"],
  schedule: ["cron", "rate", "timezone", "start", "end"],
  event: ["pattern"],
};

/** Leave out what means nothing to the mode of a trigger; what stands in it all the same stays to be seen. */
export function relevant(type: NodeType, properties: Properties, config: Record<string, unknown>): Properties {
  if (type !== "trigger") return properties;
  const own = new Set<string>(["mode", ...(OF_MODE[(config.mode ?? "manual") as NonNullable<TriggerMode>] ?? [])]);
  return Object.fromEntries(Object.entries(properties).filter(([name]) => own.has(name) || name in config));
}

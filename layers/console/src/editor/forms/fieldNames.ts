import { say, type Word } from "../../i18n";
import { en } from "../../i18n/en";

/** Name a field of a configuration: in words where there are some, else as the API calls it. */
export function fieldName(name: string): string {
  const key = `field.${name}`;
  if (key in en) return say(key as Word);
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}

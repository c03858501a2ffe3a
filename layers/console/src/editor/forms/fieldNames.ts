import { FIELDS } from "../../i18n/fields";
import { currentLanguage } from "../../i18n/language";

/** Name a field of a configuration: in words where there are some, else as the API calls it. */
export function fieldName(name: string): string {
  return FIELDS[currentLanguage()][name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}

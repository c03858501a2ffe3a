/** The little of js-yaml that is used here; it brings no types of its own. */
declare module "js-yaml" {
  export const JSON_SCHEMA: object;
  export function load(text: string, options: { schema: typeof JSON_SCHEMA }): unknown;
}

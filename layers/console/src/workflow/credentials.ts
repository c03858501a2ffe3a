/** What each type of credential is made of; a type or a value that the API gains fails the type check here. */
import type { CredentialKind, Schemas } from "./types";

type Values<Kind extends CredentialKind> = NonNullable<Extract<Schemas["CreateCredentialBody"], { type?: Kind }>["values"]>;
type KeysOf<Each> = Each extends unknown ? keyof Each & string : never;
type IsNeeded<Each, Name extends string> = Each extends Record<Name, unknown> ? true : false;

/** How a value is asked for: `pairs` are names with values, `lines` a text of several lines, `any` one that may be empty. */
type Look = "text" | "any" | "url" | "secret" | "lines" | "choice" | "pairs";

export type ValueName = { [Kind in CredentialKind]: KeysOf<Values<Kind>> }[CredentialKind];
export type ValueField = { name: ValueName; look: Look; isNeeded: boolean };

const VALUES: { [Kind in CredentialKind]: { [Name in KeysOf<Values<Kind>>]: [Look, IsNeeded<Values<Kind>, Name>] } } = {
  basic: { username: ["any", true], password: ["secret", false] },
  bearer: { token: ["secret", true] },
  header: { name: ["text", true], value: ["secret", true] },
  query: { name: ["text", true], value: ["secret", true] },
  oauth2_client_credentials: {
    token_url: ["url", true], client_id: ["text", true], client_secret: ["secret", true], scope: ["text", false], audience: ["text", false],
    client_authentication: ["choice", false], parameters: ["pairs", false], token_header: ["text", false], token_scheme: ["any", false],
  },
  oauth2_refresh: {
    token_url: ["url", true], client_id: ["text", true], client_secret: ["secret", false], refresh_token: ["secret", true], scope: ["text", false],
    client_authentication: ["choice", false], parameters: ["pairs", false], token_header: ["text", false], token_scheme: ["any", false],
  },
  digest: { username: ["text", true], password: ["secret", true] },
  aws_sigv4: { access_key_id: ["text", true], secret_access_key: ["secret", true], region: ["text", true], service: ["text", true], session_token: ["secret", false] },
  hmac: {
    secret: ["secret", true], preset: ["text", false], headers: ["pairs", false], query: ["pairs", false], signed_text: ["lines", false],
    timestamp_format: ["text", false], algorithm: ["text", false], encoding: ["text", false], secret_encoding: ["text", false],
  },
  jwt: {
    private_key: ["lines", false], passphrase: ["secret", false], secret: ["secret", false], secret_encoding: ["text", false], algorithm: ["text", false],
    key_id: ["text", false], issuer: ["text", false], subject: ["text", false], audience: ["text", false], scope: ["text", false], claims: ["pairs", false],
    headers: ["pairs", false], lifetime: ["text", false], token_url: ["url", false], exchange: ["text", false], parameters: ["pairs", false],
    token_header: ["text", false], token_scheme: ["any", false],
  },
  tls: { ca: ["lines", false], certificate: ["lines", false], private_key: ["lines", false], passphrase: ["secret", false] },
  custom: { headers: ["pairs", false], query: ["pairs", false], path: ["pairs", false], body: ["pairs", false] },
};

export const CREDENTIAL_KINDS = Object.keys(VALUES) as CredentialKind[];

export function fieldsOf(kind: CredentialKind): ValueField[] {
  return Object.entries(VALUES[kind]).map(([name, [look, isNeeded]]) => ({ name: name as ValueName, look, isNeeded }));
}

/** What a field holds before anybody writes in it, which is what the API takes for it, too. */
export const firstOf = (name: ValueName): string => (name === "token_scheme" ? "Bearer" : "");

/** What stands in the fields of a form, as the API takes it: what is empty and need not be said is left out. */
export function valuesOf(kind: CredentialKind, written: Readonly<Record<string, string>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, look, isNeeded } of fieldsOf(kind)) {
    const text = written[name] ?? firstOf(name);
    if (look === "any" ? !isNeeded && text === firstOf(name) : text.trim() === "") continue;
    values[name] = look === "pairs" ? pairsOf(text) : look === "secret" || look === "lines" ? text : text.trim();
  }
  return values;
}

function pairsOf(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(lines.map((line) => {
    const [name, ...rest] = line.split(":");
    return [name!.trim(), rest.join(":").trim()];
  }));
}

/** Read a list of hosts as people write it. */
export function hostsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

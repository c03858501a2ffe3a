/** How callers of a webhook prove who they are: what is shown of it, and what a form may make of it. */
import { every } from "../../../workflow/every";
import type { AuthenticationType, Webhook, WebhookAuthentication, WebhookPreset } from "../../../workflow/types";

/** What a form may say: keys of others and what their tokens must say have more fields than one should have. */
type TypeOfForm = Exclude<AuthenticationType, "public_key" | "jwt" | "sns">;
export const TYPES = every<TypeOfForm>({ bearer: true, hmac: true, basic: true, header: true, query: true });
/** Senders whose rules are known; a rule of one's own has more fields than a form should have. */
export const PRESETS = every<Exclude<WebhookPreset, "custom">>({
  github: true, stripe: true, slack: true, shopify: true, typeform: true, gitlab: true, "standard-webhooks": true, twilio: true,
});

export type Guard = "none" | TypeOfForm;
/** `name` is that of the header, the parameter or the user. */
export type Proof = { guard: Guard; name: string; preset: string };

export function authenticationsOf({ authentication }: Webhook): WebhookAuthentication[] {
  return [authentication].flat();
}

export function isGuarded(webhook: Webhook): boolean {
  return authenticationsOf(webhook).some(({ enabled }) => enabled);
}

/** Return what a form can show; null where there are several ways in, a key, or a rule of the author's own. */
export function proofOf(webhook: Webhook): Proof | null {
  const [first, ...others] = authenticationsOf(webhook);
  if (!first || others.length > 0 || first.preset === "custom") return null;
  const guard = TYPES.find((each) => each === first.type);
  if (!guard) return null;
  return { guard: first.enabled ? guard : "none", name: first.header ?? first.parameter ?? first.username ?? "", preset: first.preset ?? "" };
}

/** Tell which name a way of proof needs. */
export function namedBy(guard: Guard): "header" | "parameter" | "username" | null {
  return guard === "header" ? "header" : guard === "query" ? "parameter" : guard === "basic" ? "username" : null;
}

/** Return what the API is told. */
export function authenticationFor({ guard, name, preset }: Proof): object {
  if (guard === "none") return { type: "bearer", enabled: false };
  const named = namedBy(guard);
  return { type: guard, enabled: true, ...(named && name ? { [named]: name } : {}), ...(guard === "hmac" && preset ? { preset } : {}) };
}

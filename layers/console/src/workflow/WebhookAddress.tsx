import { useWords } from "../i18n";
import { CopyLine } from "../ui/CopyLine";
import type { AuthenticationType, Webhook, WebhookAuthentication } from "./types";

/** Where a webhook is called, with its token if that was made just now, and a call to try it with. */
export function WebhookAddress({ webhook }: { webhook: Webhook }) {
  const t = useWords();
  const call = webhook.token ? callOf(webhook, webhook.token) : null;
  return (
    <div className="stack" style={{ gap: 8 }}>
      <CopyLine label={t("webhooks.address")} text={webhook.url} />
      {webhook.token && <CopyLine label={t("webhooks.token")} text={webhook.token} />}
      {call && <CopyLine label="curl" text={call} />}
    </div>
  );
}

/** Return a call that proves who it is; a signature is none that one types. */
function callOf({ method, url, authentication }: Webhook, token: string): string | null {
  const [first] = [method].flat();
  const [{ type, header = "", parameter = "token", username = "" }] = [authentication].flat() as [WebhookAuthentication];
  const proofs: Partial<Record<AuthenticationType, string>> = {
    bearer: `'${url}' -H 'Authorization: Bearer ${token}'`,
    header: `'${url}' -H '${header}: ${token}'`,
    query: `'${url}?${parameter}=${token}'`,
    basic: `'${url}' -u '${username}:${token}'`,
  };
  return proofs[type] ? `curl -X ${first} ${proofs[type]} -H 'Content-Type: application/json' -d '{}'` : null;
}

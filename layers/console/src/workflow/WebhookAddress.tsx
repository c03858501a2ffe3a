import { useWords } from "../i18n";
import { CopyLine } from "../ui/CopyLine";
import type { Webhook } from "./types";

/** Where a webhook is called, with its token if that was made just now, and a call to try it with. */
export function WebhookAddress({ webhook }: { webhook: Webhook }) {
  const t = useWords();
  return (
    <div className="stack" style={{ gap: 8 }}>
      <CopyLine label={t("webhooks.address")} text={webhook.url} />
      {webhook.token && <CopyLine label={t("webhooks.token")} text={webhook.token} />}
      {webhook.token && <CopyLine label="curl" text={callOf(webhook, webhook.token)} />}
    </div>
  );
}

function callOf({ method, url }: Webhook, token: string): string {
  const [first] = [method].flat();
  return `curl -X ${first} '${url}' -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{}'`;
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "../api/client";
import { notificationsQuery, workflowsQuery } from "../api/queries";
import { useWords } from "../i18n";
import { useCommands } from "../shell/commands";
import { CopyButton, Dialog, Empty, Loading, Moment, PageHead, ProblemNotice, Status } from "../ui/parts";
import { type Column, Table } from "../ui/Table";
import { toast } from "../ui/toasts";
import { useTitle } from "../ui/title";
import { every } from "../workflow/every";
import type { Notification, NotificationEvent } from "../workflow/types";

const COLUMNS: readonly Column[] = [
  { word: "notifications.url" },
  { word: "notifications.events", look: "optional" },
  { word: "workflow", look: "optional" },
  { word: "status" },
  { word: "changed", look: "optional" },
  { word: "actions", isHidden: true },
];

const EVENTS = every<NotificationEvent>({ "execution.success": true, "execution.failed": true });
type Event = (typeof EVENTS)[number];

export function NotificationsPage() {
  const t = useWords();
  const found = useQuery(notificationsQuery());
  const workflows = useQuery(workflowsQuery({ page: 1 }));
  const [isNew, setNew] = useState(false);
  useTitle(t("nav.notifications"));
  const name = (id: string) => workflows.data?.workflows.find((each) => each.id === id)?.name ?? id;
  useCommands([{ label: t("notifications.new"), icon: Plus, act: () => setNew(true) }]);
  const create = <button type="button" className="button primary" onClick={() => setNew(true)}><Plus size={15} aria-hidden="true" /> {t("notifications.new")}</button>;
  return (
    <>
      <PageHead title={t("nav.notifications")} sub={t("notifications.sub")}>{found.data?.notifications.length ? create : null}</PageHead>
      {found.error && <ProblemNotice problem={found.error} retry={() => void found.refetch()} />}
      <section className="panel" aria-label={t("nav.notifications")}>
        {found.isPending && <Loading rows={3} />}
        {found.data?.notifications.length === 0 && <Empty icon={BellRing} title={t("notifications.none")} actions={create}>{t("notifications.none.text")}</Empty>}
        {found.data && found.data.notifications.length > 0 && (
          <Table columns={COLUMNS}>{found.data.notifications.map((each) => <Row key={each.id} notification={each} workflow={each.workflow_id ? name(each.workflow_id) : t("notifications.all")} />)}</Table>
        )}
      </section>
      {isNew && <NewDialog workflows={workflows.data?.workflows ?? []} onClose={() => setNew(false)} />}
    </>
  );
}

function Row({ notification, workflow }: { notification: Notification; workflow: string }) {
  const t = useWords();
  const queries = useQueryClient();
  const path = { notification_id: notification.id };
  const settle = { onError: (error: Error) => toast(error.message, "bad"), onSettled: () => queries.invalidateQueries({ queryKey: ["notifications"] }) };
  const toggle = useMutation({ mutationFn: () => api.PUT("/v1/notifications/{notification_id}", { params: { path }, body: { enabled: !notification.enabled } }), ...settle });
  const remove = useMutation({ mutationFn: () => api.DELETE("/v1/notifications/{notification_id}", { params: { path } }), ...settle });
  return (
    <tr>
      <td><code style={{ overflowWrap: "anywhere" }}>{notification.url}</code></td>
      <td className="optional"><span className="row wrap" style={{ gap: 4 }}>{notification.events.map((event) => <span key={event} className="tag">{t(`event.${event}`)}</span>)}</span></td>
      <td className="optional" dir="auto">{workflow}</td>
      <td><Status status={notification.enabled ? "active" : "inactive"} /></td>
      <td className="optional muted nowrap"><Moment value={notification.updated_at} /></td>
      <td className="end nowrap">
        <button type="button" className="button small" disabled={toggle.isPending} onClick={() => toggle.mutate()}>{t(notification.enabled ? "turn.off" : "turn.on")}</button>{" "}
        <button type="button" className="button small icon danger" disabled={remove.isPending} aria-label={t("notifications.delete", { url: notification.url })} onClick={() => window.confirm(t("notifications.delete", { url: notification.url })) && remove.mutate()}><Trash2 size={13} aria-hidden="true" /></button>
      </td>
    </tr>
  );
}

function NewDialog({ workflows, onClose }: { workflows: Array<{ id: string; name: string }>; onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [url, setUrl] = useState("https://");
  const [events, setEvents] = useState<Event[]>(["execution.failed"]);
  const [workflow, setWorkflow] = useState("");
  const create = useMutation({
    mutationFn: () => api.POST("/v1/notifications", { body: { url, events, ...(workflow ? { workflow_id: workflow } : {}) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
  const made = create.data?.data?.data;
  if (made) {
    return (
      <Dialog title={t("notifications.secret")} onClose={onClose}>
        <p>{t("notifications.secret.text")}</p>
        <div className="row"><code className="grow" style={{ overflowWrap: "anywhere" }}>{made.secret}</code><CopyButton text={made.secret} /></div>
        <footer><button type="button" className="button primary" onClick={onClose}>{t("close")}</button></footer>
      </Dialog>
    );
  }
  const toggle = (event: Event) => setEvents(events.includes(event) ? events.filter((each) => each !== event) : [...events, event]);
  return (
    <Dialog title={t("notifications.new")} onClose={onClose}>
      <form className="stack" onSubmit={(event: FormEvent) => { event.preventDefault(); create.mutate(); }}>
        <div className="field">
          <label htmlFor="notification-url">{t("notifications.url")}</label>
          <input id="notification-url" className="input mono" type="url" required value={url} onChange={(event) => setUrl(event.target.value)} />
          <span className="hint">{t("notifications.url.hint")}</span>
        </div>
        <fieldset className="field" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="small" style={{ fontWeight: 550, padding: 0, marginBottom: 4 }}>{t("notifications.events")}</legend>
          {EVENTS.map((event) => <label key={event} className="check"><input type="checkbox" checked={events.includes(event)} onChange={() => toggle(event)} /> {t(`event.${event}`)}</label>)}
        </fieldset>
        <div className="field">
          <label htmlFor="notification-workflow">{t("workflow")}</label>
          <select id="notification-workflow" className="select" value={workflow} onChange={(event) => setWorkflow(event.target.value)}>
            <option value="">{t("notifications.all")}</option>
            {workflows.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </div>
        {create.error && <ProblemNotice problem={create.error} />}
        <footer>
          <button type="button" className="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" className="button primary" disabled={create.isPending || events.length === 0}>{t("create")}</button>
        </footer>
      </form>
    </Dialog>
  );
}

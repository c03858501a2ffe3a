import {
  ArrowDownUp, BellRing, Bot, Braces, CalendarClock, CircleAlert, CircleCheck, CircleDot, CircleMinus, CirclePlus, CirclePause, CircleSlash, CircleStop, CircleX, Clock, CodeXml,
  Combine, CopyMinus, CornerDownLeft, Database, FileInput, FileOutput, Files, Filter, FolderArchive, Gauge, GitFork, Globe, Hand, Image as ImageIcon, Inbox, ListChecks, type LucideIcon, LoaderCircle, Mail,
  Play, Radio, Repeat, Rows3, Scissors, Sigma, Signature, Split, SplitSquareVertical, SquareDashed, SquareFunction, TriangleAlert, Webhook,
  Workflow as WorkflowIcon, Zap,
} from "lucide-react";
import { kindOf, known } from "../workflow/catalogue";
import type { NodeKind, NodeType, TriggerKind } from "../workflow/types";

export type Tone = "ok" | "bad" | "warn" | "run" | "off";

const OF_TYPE: Partial<Record<NodeType, LucideIcon>> = {
  trigger: Play, condition: GitFork, switch: Split, partition: SplitSquareVertical, merge: Combine, for_each: Repeat, wait: Clock,
  approval: Hand, stop: CircleStop, respond: CornerDownLeft, placeholder: SquareDashed, sub_workflow: WorkflowIcon, set: Braces,
  transform: SquareFunction, map: ListChecks, filter: Filter, sort: ArrowDownUp, parse: FileInput, format: FileOutput, hmac: Signature, file: Files, image: ImageIcon,
  limit: Gauge, aggregate: Sigma, split: Scissors, deduplicate: CopyMinus, http_request: Globe, code: CodeXml, lambda: Zap, email: Mail, notify: BellRing,
  queue: Rows3, emit_event: Radio, database: Database, storage: FolderArchive, ai: Bot,
};

/** The mark of a type that has none of its own. */
const OF_KIND: Record<NodeKind, LucideIcon> = { trigger: Play, logic: GitFork, data: Braces, action: Zap };

export const OF_TRIGGER: Record<TriggerKind, LucideIcon> = {
  manual: Play, webhook: Webhook, schedule: CalendarClock, event: Radio, queue: Inbox, error: CircleAlert,
  sub_workflow: WorkflowIcon,
};

/** The mark of a node type: its form says the type, its colour the kind. */
export function KindIcon({ type, isSmall = false }: { type: string; isSmall?: boolean }) {
  const facts = known(type);
  const Icon = facts ? (OF_TYPE[type as NodeType] ?? OF_KIND[facts.kind]) : CircleAlert;
  return (
    <span className={`kind ${kindOf(type)}${isSmall ? " small" : ""}`} aria-hidden="true">
      <Icon size={isSmall ? 13 : 16} strokeWidth={2} />
    </span>
  );
}

/** What a mark shows beside its tone. */
export type Sign = Tone | "added" | "removed" | "changed";

const OF_SIGN: Record<Sign, LucideIcon> = {
  added: CirclePlus, removed: CircleMinus, changed: CircleDot,
  ok: CircleCheck, bad: CircleX, warn: TriangleAlert, run: LoaderCircle, off: CircleSlash,
};

export function StatusIcon({ tone, size = 14 }: { tone: Sign; size?: number }) {
  const Icon = OF_SIGN[tone];
  return <Icon size={size} strokeWidth={2.2} className={`inline-icon${tone === "run" ? " spin" : ""}`} aria-hidden="true" />;
}

export { CirclePause };

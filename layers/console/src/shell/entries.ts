/** The pages that the bar and the command bar lead to. */
import { Activity, BellRing, CircleHelp, Hand, KeyRound, LockKeyhole, type LucideIcon, Variable, Workflow } from "lucide-react";
import type { Word } from "../i18n";
import { paths } from "../router";
import type { Scope } from "../workflow/types";

type Entry = { scope?: Scope; to: string; word: Word; icon: LucideIcon; isCurrent: (path: string) => boolean };

export const ENTRIES: readonly Entry[] = [
  { to: paths.workflows, word: "nav.workflows", icon: Workflow, isCurrent: (path) => path === "/" || path.startsWith("/console/workflows") },
  { scope: "executions:read", to: paths.runs, word: "nav.runs", icon: Activity, isCurrent: (path) => path.startsWith("/console/runs") },
  { scope: "executions:read", to: paths.approvals, word: "nav.approvals", icon: Hand, isCurrent: (path) => path.startsWith("/console/approvals") },
  { scope: "credentials:read", to: paths.credentials, word: "nav.credentials", icon: LockKeyhole, isCurrent: (path) => path.startsWith("/console/credentials") },
  { scope: "variables:read", to: paths.variables, word: "nav.variables", icon: Variable, isCurrent: (path) => path.startsWith("/console/variables") },
  { scope: "notifications:read", to: paths.notifications, word: "nav.notifications", icon: BellRing, isCurrent: (path) => path.startsWith("/console/notifications") },
  { scope: "keys:read", to: paths.keys, word: "nav.keys", icon: KeyRound, isCurrent: (path) => path.startsWith("/console/keys") },
  { to: paths.help(), word: "nav.help", icon: CircleHelp, isCurrent: (path) => path.startsWith("/console/help") },
];

import type { components } from "../api/schema";

export type Schemas = components["schemas"];

export type Workflow = Schemas["WorkflowShown"];
export type WorkflowListed = Schemas["WorkflowListed"];
export type Node = Schemas["Node"];
export type Connection = Schemas["Connection"];
export type Diagnostic = Schemas["DiagnosticShown"];
export type Execution = Schemas["ExecutionShown"];
export type ExecutionListed = Schemas["ExecutionListed"];
export type Step = Schemas["StepShown"];
export type StepData = Schemas["StepDataShown"];
export type Key = Schemas["KeyShown"];
export type Scope = Schemas["Scope"];
export type Approval = Schemas["ApprovalShown"];
export type ApprovalListed = Schemas["ApprovalListed"];
export type Activated = Schemas["WorkflowStatusShown"];
export type Webhook = Schemas["WebhookShown"];
export type Machine = Schemas["WorkflowDefinition"];
export type RevisionListed = Schemas["RevisionListed"];
export type RevisionDiff = Schemas["RevisionDiff"];
export type FieldChanged = Schemas["FieldChanged"];
export type Credential = Schemas["CredentialShown"];
export type CredentialKind = Schemas["CredentialKind"];
export type CredentialWithUsers = Schemas["CredentialWithUsers"];
export type Variable = Schemas["VariableShown"];
export type ImportReport = Schemas["ImportReport"];
export type ImportedNode = Schemas["ImportedNode"];
export type ImportStatus = ImportedNode["status"];
export type Stats = Schemas["WorkflowStatsShown"];
export type Notification = Schemas["NotificationShown"];
/** What has become of a key; the API tells it by moments. */
export type KeyStatus = "active" | "revoked" | "expired";

/** The part of a workflow that is drawn. */
export type Graph = { nodes: Node[]; connections: Connection[] };
export type NodeType = Node["type"];
export type NodeTypeShown = Schemas["NodeTypeShown"];
export type Json = unknown;
export type NodeKind = NodeTypeShown["kind"];
export type TriggerKind = Schemas["TriggerKind"];
export type TriggerMode = Schemas["TriggerConfig"]["mode"];
export type Settings = Schemas["Settings"];
export type Concurrency = Schemas["Concurrency"];
export type NodeTested = Schemas["NodeTested"];
export type RunMode = NonNullable<Settings["mode"]>;
export type WorkflowOrder = Schemas["WorkflowOrder"];
export type WorkflowStatus = Schemas["WorkflowStatus"];
export type ExecutionStatus = Schemas["ExecutionStatus"];
export type StepStatus = Step["status"];
export type NotificationEvent = Schemas["NotificationEvent"];
export type OnError = Extract<Node["on_error"], string>;

// The types of the API. Made by clients/generate.py from the API's document. Do not edit.

export interface AggregateConfig {
  items?: unknown;
  values: Array<Summary>;
  group_by?: string | null;
}

export interface AiConfig {
  model: string;
  prompt: string;
  system?: string | null;
  max_tokens?: number | string | null;
  temperature?: number | string | null;
}

export type Algorithm = "sha256" | "sha1" | "sha384" | "sha512" | "md5" | "plain";

export type AnswerKind = "approve" | "reject" | "resume";

export interface ApprovalConfig {
  message?: string;
  data?: unknown;
  timeout?: number;
}

export interface ApprovalDecision {
  id: string;
  decision: "approved" | "rejected" | "resumed";
  decided_at: string;
}

export interface ApprovalList {
  approvals: Array<ApprovalListed>;
  pagination: Pagination;
}

export interface ApprovalListed {
  approve_url?: string;
  reject_url?: string;
  resume_url?: string;
  id: string;
  node_id: string;
  message: string;
  data: unknown;
  requested_at: string;
  expires_at: string;
  workflow_id: string;
  execution_id: string;
}

export interface ApprovalQuestion {
  id: string;
  message: string;
  data: unknown;
  expires_at: string;
}

export interface ApprovalShown {
  approve_url?: string;
  reject_url?: string;
  resume_url?: string;
  id: string;
  node_id: string;
  message: string;
  data: unknown;
  requested_at: string;
  expires_at: string;
}

export type ApprovalStatus = "open";

export interface Attachment {
  filename: string;
  content: unknown;
  content_type?: string | null;
  encoding?: "base64" | null;
  content_id?: string | null;
}

export interface AttemptError {
  code: string;
  message: string;
}

export interface AttemptShown {
  started_at: string;
  finished_at: string | null;
  error?: AttemptError;
}

export type AuthenticationType = "bearer" | "hmac" | "basic" | "header" | "query" | "public_key" | "jwt" | "sns";

export interface AuthorShown {
  key_id: string;
  key_name: string;
}

export interface BackfillBody {
  from: string;
  to?: string | null;
  trigger?: string | null;
}

export interface BackfillShown {
  filled: Array<FilledShown>;
  next_from: string | null;
}

export interface BasicBody {
  type: "basic";
  enabled?: boolean;
  username: string;
  password?: string;
  credential?: string;
}

export interface BearerBody {
  type?: "bearer";
  enabled?: boolean;
  secret?: string;
  credential?: string;
}

export type BodyType = "json" | "jsonl" | "form" | "text" | "xml" | "csv" | "multipart" | "binary";

export interface BulkError {
  code: string;
  message: string;
}

export interface BulkReportShown {
  matched: number;
  done: number;
  failed: number;
  remaining: number;
  dry_run: boolean;
  results: Array<BulkResultShown>;
}

export interface BulkResultShown {
  id: string;
  success: boolean;
  error?: BulkError;
}

export interface CallShown {
  resource: string;
  arguments: unknown;
}

export interface CallStarted {
  execution_id: string;
  status: "running";
  message: string;
}

export interface CancelOn {
  pattern: Record<string, unknown>;
  match?: SameValue | null;
}

export interface CatchUp {
  max?: number;
  within?: number;
}

export interface ChangeExecutionsBody {
  ids?: Array<string>;
  dry_run?: boolean;
  action: "cancel" | "retry";
  filter?: ExecutionsMeant;
}

export interface ChangeWorkflowsBody {
  ids?: Array<string>;
  dry_run?: boolean;
  action: "delete" | "activate" | "deactivate";
  filter?: WorkflowsMeant;
  force?: boolean;
}

export interface CodeConfig {
  language?: "javascript" | "python";
  source: string;
  input?: unknown;
  timeout?: number;
  names?: "exeoflow" | "n8n";
  mode?: "all" | "all_unchecked" | "each" | "each_fields" | "value" | "values";
  nodes?: Record<string, unknown>;
  timezone?: string;
  keep_failed_items?: boolean;
  with_origins?: boolean;
  files?: "references" | "contents";
  response?: "value" | "file";
}

export interface Concurrency {
  max: number;
  mode?: "queue" | "skip" | "cancel_running";
  max_queued?: number;
  key?: string | null;
}

export interface ConditionConfig {
  expression: string;
}

export interface Connection {
  source: string;
  target: string;
  source_handle?: string | null;
}

export interface ConnectionsCompared {
  added: Array<Connection>;
  removed: Array<Connection>;
}

export interface CreateCredentialBody {
  name: string;
  type: CredentialKind;
  values: Record<string, unknown>;
  allowed_hosts?: Array<string>;
}

export interface CreateKeyBody {
  name: string;
  scopes: Array<Scope>;
  limit?: number;
  expires_at?: string | null;
}

export interface CreateNotificationBody {
  url: string;
  events?: Array<NotificationEvent>;
  workflow_id?: string | null;
  enabled?: boolean;
}

export interface CreateWebhookBody {
  delivery_id?: string | null;
  secret_headers?: Array<string>;
  secret_parameters?: Array<string>;
  body_type?: BodyType | null;
  raw?: boolean;
  exact_numbers?: boolean;
  keep_files?: boolean;
  allowed_origins?: Array<string>;
  path?: string | null;
  open_methods?: Array<WebhookMethod>;
  verify_token?: string | null;
  workflow_id: string;
  name: string;
  method?: WebhookMethod | Array<WebhookMethod>;
  authentication?: BearerBody | HmacBody | BasicBody | HeaderBody | QueryBody | PublicKeyBody | JwtBody | SnsBody | Array<BearerBody | HmacBody | BasicBody | HeaderBody | QueryBody | PublicKeyBody | JwtBody | SnsBody>;
  wait?: number;
  node_id?: string;
}

export interface CreateWorkflowBody {
  id?: unknown;
  status?: unknown;
  created_at?: unknown;
  updated_at?: unknown;
  next_run?: unknown;
  schedules?: unknown;
  diagnostics?: unknown;
  name: string;
  description?: string;
  nodes?: Array<Node>;
  connections?: Array<Connection>;
  settings?: Settings;
  tags?: Array<string>;
  managed_by?: Manager | null;
  comment?: string;
}

export interface Credential {
  name: string;
  header?: string | null;
  scheme?: string | null;
}

export type CredentialKind = "basic" | "bearer" | "header" | "query" | "oauth2_client_credentials" | "oauth2_refresh" | "digest" | "aws_sigv4" | "hmac" | "jwt" | "tls" | "custom";

export interface CredentialList {
  credentials: Array<CredentialShown>;
  pagination: Pagination;
}

export interface CredentialShown {
  id: string;
  name: string;
  type: CredentialKind;
  fields: Array<string>;
  allowed_hosts: Array<string>;
  revision: number;
  created_at: string;
  updated_at: string;
}

export interface CredentialToCreate {
  kind: string;
  nodes: Array<string>;
  what_to_create: string;
}

export interface CredentialTried {
  accepted: boolean;
  status: number | null;
  error: string | null;
  message: string | null;
}

export interface CredentialUser {
  id: string;
  name: string;
}

export interface CredentialWithUsers {
  id: string;
  name: string;
  type: CredentialKind;
  fields: Array<string>;
  allowed_hosts: Array<string>;
  revision: number;
  created_at: string;
  updated_at: string;
  used_by: Array<CredentialUser>;
}

export interface DatabaseConfig {
  operation: "get" | "put" | "update" | "delete" | "query";
  table: string;
  key?: Record<string, unknown> | null;
  item?: Record<string, unknown> | string | null;
  set?: Record<string, unknown> | null;
  index?: string | null;
  limit?: number | string | null;
  descending?: boolean;
  consistent?: boolean;
  unless_exists?: string | null;
}

export interface Debounce {
  seconds: number;
  key?: string | null;
}

export interface DeduplicateConfig {
  items?: unknown;
  expression?: string;
}

export interface DiagnosticShown {
  rule: string;
  severity: Severity;
  path: string;
  node_id?: string;
  connection?: number;
  message: string;
  hint: string;
  offset?: number;
  length?: number;
  suggestion?: string;
}

export interface DuplicateWorkflowBody {
  name?: string;
  comment?: string;
}

export interface DurationsShown {
  average: number | null;
  p50: number | null;
  p90: number | null;
  p99: number | null;
}

export interface EmailConfig {
  sender: string;
  to: Array<string> | string;
  cc?: Array<string> | string | null;
  bcc?: Array<string> | string | null;
  reply_to?: Array<string> | string | null;
  subject: string;
  text?: string | null;
  html?: string | null;
  attachments?: Array<Attachment> | string | null;
}

export interface EmitEventConfig {
  source: string;
  detail_type: string;
  detail?: Record<string, unknown> | string;
  bus?: string;
}

export type Encoding = "hex" | "base64";

export interface ErrorRule {
  action: "continue" | "branch";
  errors: Array<string>;
}

export interface ExecuteWorkflowBody {
  input?: Record<string, unknown>;
  trigger?: string;
  outputs?: Record<string, unknown>;
  labels?: Record<string, unknown>;
}

export interface ExecutionCancelled {
  id: string;
  status: "cancelled";
}

export interface ExecutionErrorShown {
  code: string;
  message: string;
  node_id: string | null;
  hint?: string;
  cause?: string | null;
  field?: string;
  expression?: string;
}

export interface ExecutionList {
  executions: Array<ExecutionListed>;
  pagination: Pagination;
}

export interface ExecutionListed {
  labels?: Record<string, unknown>;
  tags?: Array<string>;
  queued?: true;
  parent?: ParentShown;
  express?: true;
  id: string;
  workflow_id: string;
  workflow_name: string;
  status: ExecutionStatus;
  trigger: TriggerShown;
  retry_of: string | null;
  started_at: string;
  finished_at: string | null;
  duration: number | null;
}

export interface ExecutionReached {
  execution_id: string;
  started_at: string;
  queued?: true;
  status: ExecutionStatus;
  finished_at?: string;
  output?: unknown;
  error?: ExecutionErrorShown;
}

export interface ExecutionRetried {
  execution_id: string;
  started_at: string;
  queued?: true;
  status: "running";
  retry_of: string;
}

export interface ExecutionShown {
  labels?: Record<string, unknown>;
  tags?: Array<string>;
  queued?: true;
  parent?: ParentShown;
  express?: true;
  id: string;
  workflow_id: string;
  workflow_name: string;
  status: ExecutionStatus;
  trigger: TriggerShown;
  retry_of: string | null;
  started_at: string;
  finished_at: string | null;
  duration: number | null;
  approvals?: Array<ApprovalShown>;
  revision: number | null;
  version: number;
  retries: Array<string>;
  input: unknown;
  output: unknown;
  steps: Array<StepShown>;
  error?: ExecutionErrorShown;
}

export type ExecutionStatus = "running" | "success" | "failed" | "cancelled";

export interface ExecutionTold {
  id: string;
  workflow_id: string;
  workflow_name: string;
  status: "success" | "failed";
  started_at: string;
  finished_at: string;
  duration: number;
  trigger: TriggerShown;
  error?: ExecutionErrorShown;
}

export interface ExecutionsMeant {
  workflow_id?: string;
  status?: Array<"running" | "success" | "failed" | "cancelled">;
  error_code?: string;
  labels?: Record<string, unknown>;
  tags?: Array<string>;
  from?: string;
  to?: string;
}

export interface ExpressionField {
  field: string;
  form: "template" | "expression" | "item_expression";
}

export interface Failure {
  success: false;
  error: FailureError;
}

export interface FailureDetail {
  path: string;
  message: string;
  rule?: string;
  severity?: Severity;
  node_id?: string;
  connection?: number;
  hint?: string;
  offset?: number;
  length?: number;
  suggestion?: string;
}

export interface FailureError {
  code: "INTERNAL_ERROR" | "INVALID_REQUEST" | "MALFORMED_BODY" | "BODY_UNREADABLE" | "WORKFLOW_INVALID" | "UNAUTHORIZED" | "WEBHOOK_TOKEN_INVALID" | "WEBHOOK_SIGNATURE_INVALID" | "WEBHOOK_SIGNATURE_EXPIRED" | "FORBIDDEN" | "NOT_FOUND" | "ROUTE_NOT_FOUND" | "WORKFLOW_NOT_FOUND" | "REVISION_NOT_FOUND" | "NODE_NOT_FOUND" | "EXECUTION_NOT_FOUND" | "STEP_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "APPROVAL_NOT_FOUND" | "NOTIFICATION_NOT_FOUND" | "KEY_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "CONFLICT" | "WORKFLOW_CHANGED" | "WORKFLOW_EMPTY" | "CONCURRENCY_LIMIT" | "WORKFLOW_IN_USE" | "WORKFLOW_MANAGED" | "WORKFLOW_INACTIVE" | "WORKFLOW_GONE" | "TRIGGER_GONE" | "TRIGGER_REFUSED" | "WEBHOOK_CHANGED" | "WEBHOOK_OF_TRIGGER" | "WEBHOOK_PATH_TAKEN" | "NOTIFICATION_CHANGED" | "NOTIFICATION_LIMIT" | "VARIABLE_NOT_FOUND" | "VARIABLES_CHANGED" | "VARIABLE_LIMIT" | "CREDENTIAL_NOT_FOUND" | "CREDENTIAL_CHANGED" | "CREDENTIAL_IN_USE" | "CREDENTIAL_LIMIT" | "WEBHOOK_KEYS_UNAVAILABLE" | "TOKEN_NOT_FETCHED" | "KEY_LIMIT" | "WEBHOOK_REPLAYED" | "APPROVAL_DECIDED" | "APPROVAL_EXPIRED" | "IDEMPOTENCY_KEY_REUSED" | "EXECUTION_STARTING" | "EXECUTION_RUNNING" | "EXECUTION_FINISHED" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "INPUT_TOO_LARGE" | "WORKFLOW_TOO_LARGE" | "RATE_LIMITED" | "AWS_LIMIT_REACHED" | "STACK_FAULT" | "SERVICE_UNAVAILABLE";
  message: string;
  request_id: string;
  details?: Array<FailureDetail>;
}

export interface FieldChanged {
  path: string;
  from?: unknown;
  to?: unknown;
}

export interface FileConfig {
  operation: "write" | "read" | "split" | "join" | "compress" | "extract";
  value?: unknown;
  content_type?: string | null;
  file?: unknown;
  items?: string | null;
  size?: number | string;
  files?: unknown;
  format?: "json" | "jsonl" | "csv" | "xml" | "text" | "zip" | "gzip" | "tar" | "tar_gz" | null;
  response?: "file" | "base64" | null;
}

export interface FilledShown {
  scheduled_at: string;
  execution_id: string | null;
  error?: BulkError;
}

export interface FilterConfig {
  items?: unknown;
  expression: string;
}

export interface ForEachConfig {
  items: unknown;
  concurrency?: number;
}

export interface FormatConfig {
  format: "json" | "jsonl" | "xml" | "csv" | "query" | "base64" | "date" | "xlsx";
  value?: unknown;
  indent?: boolean;
  columns?: Array<string>;
  delimiter?: string | null;
  header?: boolean;
  bom?: boolean;
  sheet?: string | null;
  url_safe?: boolean;
  pattern?: string | null;
  timezone?: string;
  language?: "en" | "de" | string;
  add?: Record<string, unknown>;
  start_of?: "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second" | null;
}

export interface GraphShown {
  name: string;
  nodes: Array<Record<string, unknown>>;
  connections: Array<Record<string, unknown>>;
  settings: Record<string, unknown>;
}

export interface HandleShown {
  name?: string | null;
  each?: string;
  when?: string;
}

export interface HeaderBody {
  type: "header";
  enabled?: boolean;
  header: string;
  secret?: string;
  credential?: string;
}

export interface HmacBody {
  type: "hmac";
  enabled?: boolean;
  secret?: string;
  credential?: string;
  preset?: Preset;
  header?: string;
  prefix?: string;
  encoding?: Encoding;
  algorithm?: Algorithm;
  signed_text?: string;
  timestamp_header?: string;
  field?: string;
  timestamp_field?: string;
  key_encoding?: KeyForm;
  tolerance?: number;
}

export interface HmacConfig {
  text?: unknown;
  key?: string | null;
  credential?: string | null;
  algorithm?: "sha256" | "sha1" | "sha384" | "sha512" | "md5" | string;
  encoding?: "hex" | "base64" | "base64url";
  key_encoding?: "text" | "hex" | "base64";
}

export interface HttpRequestConfig {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | string;
  url: string;
  headers?: Record<string, unknown> | string | null;
  query?: Record<string, unknown> | string | null;
  body?: unknown;
  body_type?: "json" | "form" | "text" | "xml" | "multipart" | "binary" | null;
  body_encoding?: "base64" | null;
  response?: "auto" | "json" | "jsonl" | "xml" | "csv" | "text" | "binary" | "file";
  credential?: string | Credential | null;
  tls?: string | null;
  pagination?: Paging | null;
  follow_redirects?: boolean;
}

export interface ImageConfig {
  operation: "edit" | "create" | "describe";
  file?: unknown;
  steps?: Array<ImageStep> | null;
  width?: number | string | null;
  height?: number | string | null;
  color?: string | null;
  format?: "png" | "jpeg" | "webp" | "gif" | "bmp" | "tiff" | string | null;
  quality?: number | string | null;
  response?: "file" | "base64" | null;
}

export interface ImageStep {
  do: "resize" | "crop" | "rotate" | "flip" | "shear" | "border" | "blur" | "draw" | "text" | "overlay" | "transparent";
  width?: number | string | null;
  height?: number | string | null;
  fit?: "within" | "around" | "cover" | "exact" | "area" | string | null;
  only?: "always" | "shrink" | "enlarge" | string | null;
  unit?: "pixels" | "percent" | string | null;
  x?: number | string | null;
  y?: number | string | null;
  to_x?: number | string | null;
  to_y?: number | string | null;
  radius?: number | string | null;
  thickness?: number | string | null;
  angle?: number | string | null;
  axis?: "horizontal" | "vertical" | string | null;
  color?: string | null;
  sigma?: number | string | null;
  shape?: "rectangle" | "line" | "circle" | "ellipse" | string | null;
  text?: unknown;
  size?: number | string | null;
  align?: "left" | "center" | "right" | string | null;
  vertical?: "top" | "middle" | "bottom" | string | null;
  line_length?: number | string | null;
  file?: unknown;
  mode?: "over" | "copy" | "in" | "out" | "atop" | "xor" | "multiply" | "screen" | "darken" | "lighten" | "difference" | "add" | "subtract" | string | null;
  opacity?: number | string | null;
  tolerance?: number | string | null;
}

export interface ImportCounts {
  nodes: number;
  exact: number;
  approximated: number;
  unsupported: number;
}

export type ImportFormat = "n8n" | "asl";

export interface ImportReason {
  code: string;
  message: string;
  what_to_do: string;
}

export interface ImportReport {
  summary: ImportCounts;
  expressions: ImportedExpressions;
  nodes: Array<ImportedNode>;
  credentials: Array<CredentialToCreate>;
}

export interface ImportWorkflowBody {
  name?: unknown;
  nodes?: unknown;
  connections?: unknown;
  settings?: unknown;
  StartAt?: unknown;
  States?: unknown;
  definition?: unknown;
}

export interface ImportedExpressions {
  total: number;
  translated: number;
  by_code: number;
}

export interface ImportedNode {
  name: string;
  type: string;
  version: number;
  node_ids: Array<string>;
  status: Status;
  reasons: Array<ImportReason>;
}

export interface IterationShown {
  node_id?: string;
  index?: number;
  round?: number;
}

export interface JwtBody {
  type: "jwt";
  enabled?: boolean;
  secret?: string;
  credential?: string;
  key?: string;
  jwks_url?: string;
  preset?: "google";
  algorithms?: Array<"HS256" | "HS384" | "HS512" | "RS256" | "RS384" | "RS512" | "PS256" | "ES256" | "ES384" | "ES512" | "EdDSA">;
  issuer?: string | Array<string>;
  audience?: string | Array<string>;
  header?: string;
  claims?: Record<string, unknown>;
  body_claim?: string;
  max_age?: number;
  tolerance?: number;
}

export interface KeyCreated {
  id: string;
  name: string;
  scopes: Array<Scope>;
  limit: number;
  is_current: boolean;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  secret: string;
}

export type KeyForm = "text" | "hex" | "base64";

export interface KeyList {
  keys: Array<KeyShown>;
  pagination: Pagination;
}

export interface KeyShown {
  id: string;
  name: string;
  scopes: Array<Scope>;
  limit: number;
  is_current: boolean;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export interface LambdaConfig {
  function: string;
  payload?: unknown;
}

export interface LastRun {
  id: string;
  status: ExecutionStatus;
  started_at: string;
}

export interface LimitConfig {
  items?: unknown;
  count: number | string;
  offset?: number | string;
}

export type Manager = "git";

export interface MapConfig {
  items?: unknown;
  expression: string;
}

export interface MergeConfig {
  mode?: "object" | "append" | "shallow" | "first";
}

export interface Message {
  message: string;
}

export interface Node {
  id: string;
  type: "trigger" | "condition" | "switch" | "partition" | "merge" | "for_each" | "wait" | "approval" | "stop" | "respond" | "placeholder" | "set" | "transform" | "map" | "filter" | "sort" | "limit" | "aggregate" | "split" | "deduplicate" | "parse" | "format" | "hmac" | "file" | "image" | "http_request" | "code" | "lambda" | "sub_workflow" | "queue" | "notify" | "emit_event" | "email" | "database" | "storage" | "ai";
  config?: Record<string, unknown>;
  name?: string | null;
  position?: Position | null;
  retry?: Retry | null;
  timeout?: number | null;
  on_error?: "fail" | "continue" | "branch" | ErrorRule;
  when_empty?: "continue" | "stop";
  disabled?: boolean;
}

export interface NodeChanged {
  node_id: string;
  fields: Array<FieldChanged>;
}

export interface NodeTested {
  node_id: string;
  status: "success" | "failed" | "unknown";
  input: unknown;
  output: unknown;
  handles: Array<string>;
  error: StepErrorShown | null;
  call: CallShown | null;
  evaluated: Array<ValueShown>;
}

export interface NodeTypeList {
  node_types: Array<NodeTypeShown>;
}

export interface NodeTypeShown {
  type: string;
  kind: "trigger" | "logic" | "action" | "data";
  texts: NodeTypeTexts;
  handles: Array<HandleShown>;
  takes_on_error: boolean;
  takes_retry: boolean;
  takes_timeout: boolean;
  task_when?: string;
  config: Record<string, unknown>;
  expressions: Array<ExpressionField>;
  example: Record<string, unknown>;
}

export interface NodeTypeText {
  title: string;
  summary: string;
}

export interface NodeTypeTexts {
  de: NodeTypeText;
  en: NodeTypeText;
}

export interface NodesCompared {
  added: Array<Node>;
  removed: Array<Node>;
  changed: Array<NodeChanged>;
  moved: Array<string>;
}

export interface NotificationCreated {
  id: string;
  url: string;
  events: Array<NotificationEvent>;
  workflow_id: string | null;
  enabled: boolean;
  created_at: string;
  updated_at: string;
  secret: string;
}

export type NotificationEvent = "execution.success" | "execution.failed";

export interface NotificationList {
  notifications: Array<NotificationShown>;
  pagination: Pagination;
}

export interface NotificationMessage {
  id: string;
  type: NotificationEvent;
  created_at: string;
  data: ExecutionTold;
}

export interface NotificationShown {
  id: string;
  url: string;
  events: Array<NotificationEvent>;
  workflow_id: string | null;
  enabled: boolean;
  created_at: string;
  updated_at: string;
}

export interface NotifyConfig {
  topic_arn: string;
  message?: unknown;
  subject?: string | null;
  group_id?: string | null;
  deduplication_id?: string | null;
}

export interface Pagination {
  page: number;
  limit: number;
  total: number;
  pages: number;
}

export interface Paging {
  mode: "link_header" | "next_url" | "page" | "offset" | "cursor";
  next?: string | null;
  next_header?: string | null;
  items?: string | null;
  more?: string | null;
  parameter?: string | null;
  in?: "query" | "body" | "header" | null;
  start?: number | string | null;
  step?: number | string | null;
  keep?: "items" | "pages" | null;
  size?: number | string | null;
  size_parameter?: string | null;
  max_pages?: number | string | null;
  max_items?: number | string | null;
  end_statuses?: Array<number> | null;
}

export interface ParentShown {
  execution_id: string;
  node_id: string | null;
}

export interface ParseConfig {
  format: "json" | "jsonl" | "xml" | "csv" | "query" | "base64" | "date" | "pdf" | "xlsx";
  text?: unknown;
  lists?: Array<string>;
  delimiter?: string | null;
  header?: boolean;
  sheet?: string | null;
  dates?: "text" | "number";
  pattern?: string | null;
  timezone?: string;
  language?: "en" | "de" | string;
}

export interface PartitionCase {
  handle: string;
  expression: string;
}

export interface PartitionConfig {
  items?: unknown;
  cases: Array<PartitionCase>;
  mode?: "first" | "all";
  default?: string | null;
}

export interface PlaceholderConfig {
  origin: string;
  config?: Record<string, unknown>;
  handles?: Array<string>;
}

export interface Position {
  x: number;
  y: number;
}

export type Preset = "github" | "stripe" | "slack" | "shopify" | "typeform" | "gitlab" | "standard-webhooks" | "twilio" | "custom";

export type PublicKeyAlgorithm = "ed25519" | "ecdsa-sha256" | "rsa-sha256";

export interface PublicKeyBody {
  type: "public_key";
  enabled?: boolean;
  key: string;
  preset?: PublicKeyPreset;
  header?: string;
  prefix?: string;
  encoding?: Encoding;
  algorithm?: PublicKeyAlgorithm;
  signed_text?: string;
  timestamp_header?: string;
  tolerance?: number;
}

export type PublicKeyPreset = "discord" | "sendgrid" | "standard-webhooks" | "custom";

export interface QueryBody {
  type: "query";
  enabled?: boolean;
  parameter?: string;
  secret?: string;
  credential?: string;
}

export interface QueueConfig {
  queue_url: string;
  message?: unknown;
  delay_seconds?: number | string | null;
  group_id?: string | null;
  deduplication_id?: string | null;
}

export interface RespondConfig {
  status?: number | string;
  headers?: Record<string, unknown> | string | null;
  body?: unknown;
  body_encoding?: "base64" | null;
}

export interface RestoreRevisionBody {
  comment?: string;
}

export interface Retry {
  max_attempts?: number;
  interval?: number;
  backoff?: number;
  max_interval?: number | null;
  jitter?: boolean;
  errors?: Array<string>;
}

export interface RetryExecutionBody {
  from?: string;
  revision?: WhichRevision;
  items?: WhichItems;
}

export interface RevisionDiff {
  from: number;
  to: number;
  fields: Array<FieldChanged>;
  nodes: NodesCompared;
  connections: ConnectionsCompared;
}

export interface RevisionList {
  revisions: Array<RevisionListed>;
  pagination: Pagination;
}

export interface RevisionListed {
  revision: number;
  created_by: AuthorShown | null;
  comment: string;
  restored_from?: number;
  name: string;
  status: WorkflowStatus;
  created_at: string;
}

export interface RevisionShown {
  revision: number;
  created_by: AuthorShown | null;
  comment: string;
  restored_from?: number;
  tags?: Array<string>;
  managed_by?: Manager;
  next_run?: string | null;
  id: string;
  name: string;
  description: string;
  status: WorkflowStatus;
  created_at: string;
  updated_at: string;
  settings?: Settings;
  schedules?: Array<ScheduleShown>;
  diagnostics?: Array<DiagnosticShown>;
  nodes: Array<Node>;
  connections: Array<Connection>;
}

export interface RunsByStatus {
  running: number;
  success: number;
  failed: number;
  cancelled: number;
}

export interface RunsOfDay {
  running: number;
  success: number;
  failed: number;
  cancelled: number;
  day: string;
}

export interface SameValue {
  trigger: string;
  event: string;
}

export interface ScheduleShown {
  node_id: string;
  next_runs: Array<string> | null;
}

export type Scope = "workflows:read" | "workflows:write" | "workflows:execute" | "executions:read" | "executions:write" | "webhooks:read" | "webhooks:write" | "notifications:read" | "notifications:write" | "credentials:read" | "credentials:write" | "variables:read" | "variables:write" | "keys:read" | "keys:write";

export interface SetConfig {
  values?: Record<string, unknown>;
  keep_input?: boolean;
}

export interface SetVariableBody {
  value: unknown;
}

export interface SetWorkflowStatusBody {
  status: WorkflowStatus;
}

export interface Settings {
  max_iterations?: number;
  error_workflow?: string | null;
  record_data?: "all" | "errors" | "none";
  mode?: "standard" | "express" | "auto";
  timeout?: number | null;
  concurrency?: Concurrency | null;
  rate?: StartRate | null;
  debounce?: Debounce | null;
  catch_up?: CatchUp | null;
  cancel_on?: Array<CancelOn>;
  input_schema?: Record<string, unknown> | null;
}

export type Severity = "error" | "warning" | "info";

export interface SnsBody {
  type: "sns";
  enabled?: boolean;
  topic: string;
}

export interface SortConfig {
  items?: unknown;
  expression?: string;
  order?: "ascending" | "descending";
}

export interface SplitConfig {
  items?: unknown;
  size: number | string;
}

export interface StartRate {
  max: number;
  per?: number;
  key?: string | null;
}

export type Status = "exact" | "approximated" | "unsupported";

export interface StepDataShown {
  index: number;
  node_id: string;
  node_name: string;
  status: ExecutionStatus;
  started_at: string;
  finished_at: string | null;
  duration: number | null;
  input: unknown;
  output: unknown;
  error?: StepErrorShown;
  attempts: Array<AttemptShown>;
  iteration: Array<IterationShown>;
  truncated: Array<"input" | "output">;
  logs?: Array<string>;
}

export interface StepErrorShown {
  code: string;
  message: string;
  hint?: string;
  cause: string | null;
  field?: string;
  expression?: string;
}

export interface StepList {
  steps: Array<StepDataShown>;
  pagination: Pagination;
}

export interface StepShown {
  node_id: string;
  node_name: string;
  status: ExecutionStatus;
  started_at: string;
  finished_at: string | null;
  duration: number | null;
}

export interface StopConfig {
  status?: "success" | "failed" | "break";
  code?: string;
  message?: string;
}

export interface StorageConfig {
  operation: "get" | "put" | "list";
  bucket: string;
  key?: string | null;
  body?: unknown;
  content_type?: string | null;
  prefix?: string | null;
  limit?: number | string | null;
  as_file?: boolean | null;
}

export interface SubWorkflowConfig {
  workflow_id: string;
  input?: unknown;
  wait?: boolean;
}

export interface Summary {
  name: string;
  function: "count" | "sum" | "average" | "min" | "max" | "first" | "last" | "list";
  expression?: string;
}

export interface SwitchCase {
  handle: string;
  expression: string;
}

export interface SwitchConfig {
  cases: Array<SwitchCase>;
  mode?: "first" | "all";
}

export interface TestCredentialBody {
  url: string;
}

export interface TransformConfig {
  expression: string;
}

export interface TriggerConfig {
  mode?: "manual" | "webhook" | "schedule" | "event";
  cron?: string | null;
  rate?: string | null;
  timezone?: string | null;
  start?: string | null;
  end?: string | null;
  pattern?: Record<string, unknown> | null;
  method?: WebhookMethod | Array<WebhookMethod> | null;
  path?: string | null;
  wait?: number | null;
  delivery_id?: string | null;
  secret_headers?: Array<string> | null;
  secret_parameters?: Array<string> | null;
  allowed_origins?: Array<string> | null;
  body_type?: BodyType | null;
  raw?: boolean | null;
  exact_numbers?: boolean | null;
  keep_files?: boolean | null;
}

export type TriggerKind = "manual" | "webhook" | "schedule" | "event" | "queue" | "error" | "sub_workflow";

export interface TriggerShown {
  kind: TriggerKind;
  node_id: string;
}

export interface TryNodeBody {
  input?: unknown;
  outputs?: Record<string, unknown>;
  trigger?: Record<string, unknown>;
  item?: unknown;
  execution_id?: string;
  graph?: Record<string, unknown>;
  mock?: Record<string, unknown>;
}

export interface UpdateCredentialBody {
  name?: string;
  values?: Record<string, unknown>;
  allowed_hosts?: Array<string>;
}

export interface UpdateNotificationBody {
  url?: string;
  events?: Array<NotificationEvent>;
  workflow_id?: string | null;
  enabled?: boolean;
}

export interface UpdateWebhookBody {
  delivery_id?: string | null;
  secret_headers?: Array<string>;
  secret_parameters?: Array<string>;
  body_type?: BodyType | null;
  raw?: boolean;
  exact_numbers?: boolean;
  keep_files?: boolean;
  allowed_origins?: Array<string>;
  path?: string | null;
  open_methods?: Array<WebhookMethod>;
  verify_token?: string | null;
  name?: string;
  method?: WebhookMethod | Array<WebhookMethod>;
  authentication?: BearerBody | HmacBody | BasicBody | HeaderBody | QueryBody | PublicKeyBody | JwtBody | SnsBody | Array<BearerBody | HmacBody | BasicBody | HeaderBody | QueryBody | PublicKeyBody | JwtBody | SnsBody>;
  wait?: number;
}

export interface UpdateWorkflowBody {
  id?: unknown;
  status?: unknown;
  created_at?: unknown;
  updated_at?: unknown;
  next_run?: unknown;
  schedules?: unknown;
  diagnostics?: unknown;
  name?: string;
  description?: string;
  nodes?: Array<Node>;
  connections?: Array<Connection>;
  settings?: Settings;
  tags?: Array<string>;
  managed_by?: Manager | null;
  comment?: string;
}

export interface ValidateWorkflowBody {
  id?: unknown;
  status?: unknown;
  created_at?: unknown;
  updated_at?: unknown;
  next_run?: unknown;
  schedules?: unknown;
  diagnostics?: unknown;
  name?: string;
  description?: string;
  nodes?: Array<unknown>;
  connections?: Array<unknown>;
  settings?: Settings;
  tags?: Array<string>;
  managed_by?: Manager | null;
  comment?: string;
}

export interface ValueShown {
  field: string;
  expression: string;
  value: unknown;
}

export interface VariableList {
  variables: Array<VariableShown>;
  pagination: Pagination;
}

export interface VariableShown {
  name: string;
  value: unknown;
  updated_at: string;
}

export interface WaitConfig {
  seconds?: number | string | null;
  until?: string | null;
  call?: boolean;
  timeout?: number;
}

export interface WebhookAuthenticationShown {
  type: AuthenticationType;
  enabled: boolean;
  username?: string;
  parameter?: string;
  header?: string;
  topic?: string;
  preset?: Preset | PublicKeyPreset;
  jwks_url?: string;
  algorithms?: Array<string>;
  issuer?: Array<string>;
  audience?: Array<string>;
  claims?: Record<string, unknown>;
  body_claim?: string;
  max_age?: number;
  prefix?: string;
  encoding?: Encoding;
  algorithm?: Algorithm | PublicKeyAlgorithm;
  signed_text?: string;
  timestamp_header?: string;
  field?: string;
  timestamp_field?: string;
  key_encoding?: KeyForm;
  tolerance?: number;
  credential?: string;
  key?: string;
}

export interface WebhookList {
  webhooks: Array<WebhookShown>;
  pagination: Pagination;
}

export type WebhookMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";

export interface WebhookShown {
  id: string;
  workflow_id: string;
  node_id: string | null;
  name: string;
  url: string;
  method: WebhookMethod | Array<WebhookMethod>;
  authentication: WebhookAuthenticationShown | Array<WebhookAuthenticationShown>;
  wait: number;
  delivery_id?: string;
  secret_headers?: Array<string>;
  secret_parameters?: Array<string>;
  body_type?: BodyType;
  raw?: boolean;
  exact_numbers?: boolean;
  keep_files?: boolean;
  path?: string;
  open_methods?: Array<WebhookMethod>;
  allowed_origins?: Array<string>;
  has_verify_token?: boolean;
  token?: string;
  created_at: string;
  updated_at: string;
}

export type WhichItems = "all" | "failed";

export type WhichRevision = "newest" | "original";

export interface WorkflowDefinition {
  definition: Record<string, unknown>;
  node_of_state: Record<string, unknown>;
  folded: Record<string, unknown>;
  wrapped_triggers: Array<string>;
  budgets: Record<string, unknown>;
}

export interface WorkflowImported {
  workflow: WorkflowShown | GraphShown;
  report: ImportReport;
}

export interface WorkflowList {
  workflows: Array<WorkflowListed>;
  pagination: Pagination;
}

export interface WorkflowListed {
  tags?: Array<string>;
  managed_by?: Manager;
  next_run?: string | null;
  id: string;
  name: string;
  description: string;
  status: WorkflowStatus;
  created_at: string;
  updated_at: string;
}

export type WorkflowOrder = "created_at" | "-created_at" | "updated_at" | "-updated_at" | "name" | "-name";

export interface WorkflowShown {
  tags?: Array<string>;
  managed_by?: Manager;
  next_run?: string | null;
  id: string;
  name: string;
  description: string;
  status: WorkflowStatus;
  created_at: string;
  updated_at: string;
  settings?: Settings;
  schedules?: Array<ScheduleShown>;
  diagnostics?: Array<DiagnosticShown>;
  nodes: Array<Node>;
  connections: Array<Connection>;
}

export interface WorkflowStatsShown {
  from: string;
  to: string;
  workflow_id: string;
  runs: number;
  by_status: RunsByStatus;
  by_day: Array<RunsOfDay>;
  failure_rate: number | null;
  last_run: LastRun | null;
  duration: DurationsShown;
}

export type WorkflowStatus = "active" | "inactive";

export interface WorkflowStatusShown {
  next_run?: string | null;
  schedules?: Array<ScheduleShown>;
  diagnostics?: Array<DiagnosticShown>;
  webhooks?: Array<WebhookShown>;
  id: string;
  status: WorkflowStatus;
  updated_at: string;
}

export interface WorkflowValidation {
  valid: boolean;
  diagnostics: Array<DiagnosticShown>;
  definition: Record<string, unknown> | null;
  node_of_state: Record<string, unknown> | null;
  folded: Record<string, unknown> | null;
  wrapped_triggers: Array<string> | null;
  budgets: Record<string, unknown> | null;
}

export interface WorkflowsMeant {
  status?: "active" | "inactive";
  tags?: Array<string>;
  search?: string;
}

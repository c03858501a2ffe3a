/** What the API names by codes has a word here: a code that the API gains is missed when types are checked. */
import type { ValueName } from "../workflow/credentials";
import type { CredentialKind, ExecutionStatus, ImportStatus, KeyStatus, NodeKind, NotificationEvent, OnError, StepStatus, TriggerKind, WorkflowStatus } from "../workflow/types";

export type Named =
  | `kind.${NodeKind}`
  | `trigger.${TriggerKind}`
  | `status.${"waiting" | ExecutionStatus | KeyStatus | StepStatus | WorkflowStatus}`
  | `event.${NotificationEvent}`
  | `credential.${CredentialKind}`
  | `credential.about.${CredentialKind}`
  | `value.${ValueName}`
  | `import.${ImportStatus}`
  | `onError.${OnError}`;

// Every call of the API. Made by clients/generate.py from the API's document. Do not edit.
import type * as types from "./types.js";
import { segment, Transport } from "./transport.js";

/** The API: one method per operation. */
export class Client extends Transport {
  /** List workflows, newest first unless another order is asked for. */
  listWorkflows(options: { page?: number; limit?: number; status?: types.WorkflowStatus; tag?: string; tags?: string; search?: string; sort?: types.WorkflowOrder } = {}): Promise<types.WorkflowList> {
    return this.call("GET", `/v1/workflows`, undefined, options);
  }

  /** Create a workflow; it is checked, stored and made executable. */
  createWorkflow(body: types.CreateWorkflowBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.WorkflowShown> {
    return this.call("POST", `/v1/workflows`, body, options);
  }

  /** Make a workflow of an export of another system, with a report of what means the same. */
  importWorkflow(body: types.ImportWorkflowBody, options: { format?: types.ImportFormat; dry_run?: boolean; "Idempotency-Key"?: string } = {}): Promise<types.WorkflowImported> {
    return this.call("POST", `/v1/workflows/import`, body, options);
  }

  /** Check and compile a workflow without storing it. */
  validateWorkflow(body: types.ValidateWorkflowBody): Promise<types.WorkflowValidation> {
    return this.call("POST", `/v1/workflows/validate`, body, {});
  }

  /** Read a workflow. */
  getWorkflow(workflowId: string): Promise<types.WorkflowShown> {
    return this.call("GET", `/v1/workflows/${segment(workflowId)}`, undefined, {});
  }

  /** Change a workflow; fields that are left out keep their value. */
  updateWorkflow(workflowId: string, body: types.UpdateWorkflowBody, options: { managed_by?: types.Manager; "If-Match"?: string } = {}): Promise<types.WorkflowShown> {
    return this.call("PUT", `/v1/workflows/${segment(workflowId)}`, body, options);
  }

  /** Delete a workflow; its running executions are ended, the records of all stay. */
  deleteWorkflow(workflowId: string, options: { force?: boolean; managed_by?: types.Manager; "If-Match"?: string } = {}): Promise<types.Message> {
    return this.call("DELETE", `/v1/workflows/${segment(workflowId)}`, undefined, options);
  }

  /** Make a new, inactive workflow of this one. */
  duplicateWorkflow(workflowId: string, body?: types.DuplicateWorkflowBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.WorkflowShown> {
    return this.call("POST", `/v1/workflows/${segment(workflowId)}/duplicate`, body, options);
  }

  /** Switch the triggers of a workflow on or off. */
  setWorkflowStatus(workflowId: string, body: types.SetWorkflowStatusBody, options: { "If-Match"?: string; "Idempotency-Key"?: string } = {}): Promise<types.WorkflowStatusShown> {
    return this.call("POST", `/v1/workflows/${segment(workflowId)}/status`, body, options);
  }

  /** Start a workflow by hand, whatever its status. */
  executeWorkflow(workflowId: string, body?: types.ExecuteWorkflowBody, options: { wait?: number; "Idempotency-Key"?: string } = {}): Promise<types.ExecutionReached> {
    return this.call("POST", `/v1/workflows/${segment(workflowId)}/execute`, body, options);
  }

  /** Read the state machine that a workflow compiles to. */
  getWorkflowDefinition(workflowId: string): Promise<types.WorkflowDefinition> {
    return this.call("GET", `/v1/workflows/${segment(workflowId)}/definition`, undefined, {});
  }

  /** Read how often, how well and how fast a workflow has run. */
  getWorkflowStats(workflowId: string, options: { from?: string; to?: string } = {}): Promise<types.WorkflowStatsShown> {
    return this.call("GET", `/v1/workflows/${segment(workflowId)}/stats`, undefined, options);
  }

  /** Try one node on given values: what it puts out, evaluates and would call; nothing is called. */
  testNode(workflowId: string, nodeId: string, body?: types.TryNodeBody): Promise<types.NodeTested> {
    return this.call("POST", `/v1/workflows/${segment(workflowId)}/nodes/${segment(nodeId)}/test`, body, {});
  }

  /** Start an active workflow for the past times of a schedule that have no execution yet. */
  backfillWorkflow(workflowId: string, body: types.BackfillBody): Promise<types.BackfillShown> {
    return this.call("POST", `/v1/workflows/${segment(workflowId)}/backfill`, body, {});
  }

  /** Delete, activate or deactivate many workflows. */
  changeWorkflows(body: types.ChangeWorkflowsBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.BulkReportShown> {
    return this.call("POST", `/v1/workflows/bulk`, body, options);
  }

  /** List the revisions of a workflow, newest first. */
  listRevisions(workflowId: string, options: { page?: number; limit?: number } = {}): Promise<types.RevisionList> {
    return this.call("GET", `/v1/workflows/${segment(workflowId)}/revisions`, undefined, options);
  }

  /** Read a workflow as it was. */
  getRevision(workflowId: string, revision: string): Promise<types.RevisionShown> {
    return this.call("GET", `/v1/workflows/${segment(workflowId)}/revisions/${segment(revision)}`, undefined, {});
  }

  /** Read what changed between two revisions, by node and connection. */
  compareRevisions(workflowId: string, revision: string, options: { to?: number } = {}): Promise<types.RevisionDiff> {
    return this.call("GET", `/v1/workflows/${segment(workflowId)}/revisions/${segment(revision)}/diff`, undefined, options);
  }

  /** Go back to a revision: its content becomes a new one. */
  restoreRevision(workflowId: string, revision: string, body?: types.RestoreRevisionBody, options: { managed_by?: types.Manager; "If-Match"?: string; "Idempotency-Key"?: string } = {}): Promise<types.WorkflowShown> {
    return this.call("POST", `/v1/workflows/${segment(workflowId)}/revisions/${segment(revision)}/restore`, body, options);
  }

  /** Describe all types of node: handles, configuration, expressions, words and examples. */
  listNodeTypes(): Promise<types.NodeTypeList> {
    return this.call("GET", `/v1/node-types`, undefined, {});
  }

  /** List executions, newest first. */
  listExecutions(options: { page?: number; limit?: number; workflow_id?: string; status?: string; error_code?: string; label?: string; tag?: string; trigger?: types.TriggerKind; trigger_node?: string; parent?: string; from?: string; to?: string } = {}): Promise<types.ExecutionList> {
    return this.call("GET", `/v1/executions`, undefined, options);
  }

  /** Read an execution with its steps, at once, at its next change or when it ends. */
  getExecution(executionId: string, options: { wait?: number; after?: number } = {}): Promise<types.ExecutionShown> {
    return this.call("GET", `/v1/executions/${segment(executionId)}`, undefined, options);
  }

  /** List the steps of an execution with their data. */
  listExecutionSteps(executionId: string, options: { page?: number; limit?: number } = {}): Promise<types.StepList> {
    return this.call("GET", `/v1/executions/${segment(executionId)}/steps`, undefined, options);
  }

  /** Read one step of an execution with its whole data. */
  getExecutionStep(executionId: string, number: string): Promise<types.StepDataShown> {
    return this.call("GET", `/v1/executions/${segment(executionId)}/steps/${segment(number)}`, undefined, {});
  }

  /** End a running execution. */
  cancelExecution(executionId: string, options: { "Idempotency-Key"?: string } = {}): Promise<types.ExecutionCancelled> {
    return this.call("POST", `/v1/executions/${segment(executionId)}/cancel`, undefined, options);
  }

  /** Run again what an execution ran, all of it or from a node on: same input, same trigger. */
  retryExecution(executionId: string, body?: types.RetryExecutionBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.ExecutionRetried> {
    return this.call("POST", `/v1/executions/${segment(executionId)}/retry`, body, options);
  }

  /** Cancel or retry many executions. */
  changeExecutions(body: types.ChangeExecutionsBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.BulkReportShown> {
    return this.call("POST", `/v1/executions/bulk`, body, options);
  }

  /** List webhooks, newest first. */
  listWebhooks(options: { page?: number; limit?: number; workflow_id?: string } = {}): Promise<types.WebhookList> {
    return this.call("GET", `/v1/webhooks`, undefined, options);
  }

  /** Give a workflow an address that starts it; the token is shown this once. */
  createWebhook(body: types.CreateWebhookBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.WebhookShown> {
    return this.call("POST", `/v1/webhooks`, body, options);
  }

  /** Read a webhook, without its token. */
  getWebhook(webhookId: string): Promise<types.WebhookShown> {
    return this.call("GET", `/v1/webhooks/${segment(webhookId)}`, undefined, {});
  }

  /** Change a webhook; another type of authentication makes a new token, shown this once. */
  updateWebhook(webhookId: string, body: types.UpdateWebhookBody): Promise<types.WebhookShown> {
    return this.call("PUT", `/v1/webhooks/${segment(webhookId)}`, body, {});
  }

  /** Delete a webhook; that of a trigger goes with its node. */
  deleteWebhook(webhookId: string): Promise<types.Message> {
    return this.call("DELETE", `/v1/webhooks/${segment(webhookId)}`, undefined, {});
  }

  /** Replace the token of a webhook; the new one is shown this once. */
  rotateWebhookToken(webhookId: string, options: { "Idempotency-Key"?: string } = {}): Promise<types.WebhookShown> {
    return this.call("POST", `/v1/webhooks/${segment(webhookId)}/rotate`, undefined, options);
  }

  /** List notifications, newest first. */
  listNotifications(options: { page?: number; limit?: number } = {}): Promise<types.NotificationList> {
    return this.call("GET", `/v1/notifications`, undefined, options);
  }

  /** Register an address that is told how executions end; the secret is shown this once. */
  createNotification(body: types.CreateNotificationBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.NotificationCreated> {
    return this.call("POST", `/v1/notifications`, body, options);
  }

  /** Read a notification, without its secret. */
  getNotification(notificationId: string): Promise<types.NotificationShown> {
    return this.call("GET", `/v1/notifications/${segment(notificationId)}`, undefined, {});
  }

  /** Change a notification; fields that are left out keep their value, as does the secret. */
  updateNotification(notificationId: string, body: types.UpdateNotificationBody): Promise<types.NotificationShown> {
    return this.call("PUT", `/v1/notifications/${segment(notificationId)}`, body, {});
  }

  /** Delete a notification; what is on its way is dropped. */
  deleteNotification(notificationId: string): Promise<types.Message> {
    return this.call("DELETE", `/v1/notifications/${segment(notificationId)}`, undefined, {});
  }

  /** List credentials, newest first, without their values. */
  listCredentials(options: { page?: number; limit?: number } = {}): Promise<types.CredentialList> {
    return this.call("GET", `/v1/credentials`, undefined, options);
  }

  /** Keep a secret that nodes name by its id; nobody can read it again. */
  createCredential(body: types.CreateCredentialBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.CredentialShown> {
    return this.call("POST", `/v1/credentials`, body, options);
  }

  /** Read what is said of a credential and which workflows name it, without its values. */
  getCredential(credentialId: string): Promise<types.CredentialWithUsers> {
    return this.call("GET", `/v1/credentials/${segment(credentialId)}`, undefined, {});
  }

  /** Rename a credential or rotate its values; they are in force with the next request of any run. */
  updateCredential(credentialId: string, body: types.UpdateCredentialBody, options: { "If-Match"?: string } = {}): Promise<types.CredentialShown> {
    return this.call("PUT", `/v1/credentials/${segment(credentialId)}`, body, options);
  }

  /** Delete a credential and its values; 409 while workflows name it. */
  deleteCredential(credentialId: string, options: { force?: boolean } = {}): Promise<types.Message> {
    return this.call("DELETE", `/v1/credentials/${segment(credentialId)}`, undefined, options);
  }

  /** Send one GET with the credential, and tell whether it was accepted. */
  testCredential(credentialId: string, body: types.TestCredentialBody): Promise<types.CredentialTried> {
    return this.call("POST", `/v1/credentials/${segment(credentialId)}/test`, body, {});
  }

  /** List the variables of the workspace by name. */
  listVariables(options: { page?: number; limit?: number } = {}): Promise<types.VariableList> {
    return this.call("GET", `/v1/variables`, undefined, options);
  }

  /** Read a variable. */
  getVariable(name: string): Promise<types.VariableShown> {
    return this.call("GET", `/v1/variables/${segment(name)}`, undefined, {});
  }

  /** Set a variable; executions that begin from now on read the new value. */
  setVariable(name: string, body: types.SetVariableBody): Promise<types.VariableShown> {
    return this.call("PUT", `/v1/variables/${segment(name)}`, body, {});
  }

  /** Delete a variable; executions that begin from now on find nothing in its place. */
  deleteVariable(name: string): Promise<types.Message> {
    return this.call("DELETE", `/v1/variables/${segment(name)}`, undefined, {});
  }

  /** List what waits for an answer, the oldest question first. */
  listApprovals(options: { page?: number; limit?: number; status?: types.ApprovalStatus } = {}): Promise<types.ApprovalList> {
    return this.call("GET", `/v1/approvals`, undefined, options);
  }

  /** List API keys, newest first, revoked and expired ones too. */
  listKeys(options: { page?: number; limit?: number } = {}): Promise<types.KeyList> {
    return this.call("GET", `/v1/keys`, undefined, options);
  }

  /** Make an API key with permissions that one's own has; the secret is shown this once. */
  createKey(body: types.CreateKeyBody, options: { "Idempotency-Key"?: string } = {}): Promise<types.KeyCreated> {
    return this.call("POST", `/v1/keys`, body, options);
  }

  /** Read what the key of this very request may do. */
  getCurrentKey(): Promise<types.KeyShown> {
    return this.call("GET", `/v1/keys/current`, undefined, {});
  }

  /** Make an API key invalid for ever, at once. */
  revokeKey(keyId: string): Promise<types.Message> {
    return this.call("DELETE", `/v1/keys/${segment(keyId)}`, undefined, {});
  }
}

"""Every call of the API. Made by clients/generate.py from the API's document. Do not edit."""

from __future__ import annotations

from typing import cast

from exeoflow_client import types
from exeoflow_client.transport import Transport


class Client(Transport):
    """The API: one method per operation."""

    def list_workflows(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: types.WorkflowStatus | None = None,
        tag: str | None = None,
        tags: str | None = None,
        search: str | None = None,
        sort: types.WorkflowOrder | None = None,
    ) -> types.WorkflowList:
        """List workflows, newest first unless another order is asked for."""
        answer = self.call(
            "GET",
            "/v1/workflows",
            None,
            {
                "page": page,
                "limit": limit,
                "status": status,
                "tag": tag,
                "tags": tags,
                "search": search,
                "sort": sort,
            },
            {},
        )
        return cast("types.WorkflowList", answer)

    def create_workflow(
        self, body: types.CreateWorkflowBody, *, idempotency_key: str | None = None
    ) -> types.WorkflowShown:
        """Create a workflow; it is checked, stored and made executable."""
        answer = self.call("POST", "/v1/workflows", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.WorkflowShown", answer)

    def import_workflow(
        self,
        body: types.ImportWorkflowBody,
        *,
        format: types.ImportFormat | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
    ) -> types.WorkflowImported:
        """Make a workflow of an export of another system, with a report of what means the same."""
        answer = self.call(
            "POST",
            "/v1/workflows/import",
            body,
            {"format": format, "dry_run": dry_run},
            {"Idempotency-Key": idempotency_key},
        )
        return cast("types.WorkflowImported", answer)

    def validate_workflow(self, body: types.ValidateWorkflowBody) -> types.WorkflowValidation:
        """Check and compile a workflow without storing it."""
        answer = self.call("POST", "/v1/workflows/validate", body, {}, {})
        return cast("types.WorkflowValidation", answer)

    def get_workflow(self, workflow_id: str) -> types.WorkflowShown:
        """Read a workflow."""
        answer = self.call("GET", f"/v1/workflows/{self.segment(workflow_id)}", None, {}, {})
        return cast("types.WorkflowShown", answer)

    def update_workflow(
        self,
        workflow_id: str,
        body: types.UpdateWorkflowBody,
        *,
        managed_by: types.Manager | None = None,
        if_match: str | None = None,
    ) -> types.WorkflowShown:
        """Change a workflow; fields that are left out keep their value."""
        answer = self.call(
            "PUT",
            f"/v1/workflows/{self.segment(workflow_id)}",
            body,
            {"managed_by": managed_by},
            {"If-Match": if_match},
        )
        return cast("types.WorkflowShown", answer)

    def delete_workflow(
        self,
        workflow_id: str,
        *,
        force: bool | None = None,
        managed_by: types.Manager | None = None,
        if_match: str | None = None,
    ) -> types.Message:
        """Delete a workflow; its running executions are ended, the records of all stay."""
        answer = self.call(
            "DELETE",
            f"/v1/workflows/{self.segment(workflow_id)}",
            None,
            {"force": force, "managed_by": managed_by},
            {"If-Match": if_match},
        )
        return cast("types.Message", answer)

    def duplicate_workflow(
        self,
        workflow_id: str,
        body: types.DuplicateWorkflowBody | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> types.WorkflowShown:
        """Make a new, inactive workflow of this one."""
        answer = self.call(
            "POST",
            f"/v1/workflows/{self.segment(workflow_id)}/duplicate",
            body,
            {},
            {"Idempotency-Key": idempotency_key},
        )
        return cast("types.WorkflowShown", answer)

    def set_workflow_status(
        self,
        workflow_id: str,
        body: types.SetWorkflowStatusBody,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.WorkflowStatusShown:
        """Switch the triggers of a workflow on or off."""
        answer = self.call(
            "POST",
            f"/v1/workflows/{self.segment(workflow_id)}/status",
            body,
            {},
            {"If-Match": if_match, "Idempotency-Key": idempotency_key},
        )
        return cast("types.WorkflowStatusShown", answer)

    def execute_workflow(
        self,
        workflow_id: str,
        body: types.ExecuteWorkflowBody | None = None,
        *,
        wait: int | None = None,
        idempotency_key: str | None = None,
    ) -> types.ExecutionReached:
        """Start a workflow by hand, whatever its status."""
        answer = self.call(
            "POST",
            f"/v1/workflows/{self.segment(workflow_id)}/execute",
            body,
            {"wait": wait},
            {"Idempotency-Key": idempotency_key},
        )
        return cast("types.ExecutionReached", answer)

    def get_workflow_definition(self, workflow_id: str) -> types.WorkflowDefinition:
        """Read the state machine that a workflow compiles to."""
        answer = self.call("GET", f"/v1/workflows/{self.segment(workflow_id)}/definition", None, {}, {})
        return cast("types.WorkflowDefinition", answer)

    def get_workflow_stats(
        self, workflow_id: str, *, from_: str | None = None, to: str | None = None
    ) -> types.WorkflowStatsShown:
        """Read how often, how well and how fast a workflow has run."""
        answer = self.call(
            "GET", f"/v1/workflows/{self.segment(workflow_id)}/stats", None, {"from": from_, "to": to}, {}
        )
        return cast("types.WorkflowStatsShown", answer)

    def test_node(
        self, workflow_id: str, node_id: str, body: types.TryNodeBody | None = None
    ) -> types.NodeTested:
        """Try one node on given values: what it puts out, evaluates and would call; nothing is called."""
        answer = self.call(
            "POST",
            f"/v1/workflows/{self.segment(workflow_id)}/nodes/{self.segment(node_id)}/test",
            body,
            {},
            {},
        )
        return cast("types.NodeTested", answer)

    def backfill_workflow(self, workflow_id: str, body: types.BackfillBody) -> types.BackfillShown:
        """Start an active workflow for the past times of a schedule that have no execution yet."""
        answer = self.call("POST", f"/v1/workflows/{self.segment(workflow_id)}/backfill", body, {}, {})
        return cast("types.BackfillShown", answer)

    def change_workflows(
        self, body: types.ChangeWorkflowsBody, *, idempotency_key: str | None = None
    ) -> types.BulkReportShown:
        """Delete, activate or deactivate many workflows."""
        answer = self.call("POST", "/v1/workflows/bulk", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.BulkReportShown", answer)

    def list_revisions(
        self, workflow_id: str, *, page: int | None = None, limit: int | None = None
    ) -> types.RevisionList:
        """List the revisions of a workflow, newest first."""
        answer = self.call(
            "GET",
            f"/v1/workflows/{self.segment(workflow_id)}/revisions",
            None,
            {"page": page, "limit": limit},
            {},
        )
        return cast("types.RevisionList", answer)

    def get_revision(self, workflow_id: str, revision: str) -> types.RevisionShown:
        """Read a workflow as it was."""
        answer = self.call(
            "GET",
            f"/v1/workflows/{self.segment(workflow_id)}/revisions/{self.segment(revision)}",
            None,
            {},
            {},
        )
        return cast("types.RevisionShown", answer)

    def compare_revisions(
        self, workflow_id: str, revision: str, *, to: int | None = None
    ) -> types.RevisionDiff:
        """Read what changed between two revisions, by node and connection."""
        answer = self.call(
            "GET",
            f"/v1/workflows/{self.segment(workflow_id)}/revisions/{self.segment(revision)}/diff",
            None,
            {"to": to},
            {},
        )
        return cast("types.RevisionDiff", answer)

    def restore_revision(
        self,
        workflow_id: str,
        revision: str,
        body: types.RestoreRevisionBody | None = None,
        *,
        managed_by: types.Manager | None = None,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> types.WorkflowShown:
        """Go back to a revision: its content becomes a new one."""
        answer = self.call(
            "POST",
            f"/v1/workflows/{self.segment(workflow_id)}/revisions/{self.segment(revision)}/restore",
            body,
            {"managed_by": managed_by},
            {"If-Match": if_match, "Idempotency-Key": idempotency_key},
        )
        return cast("types.WorkflowShown", answer)

    def list_node_types(self) -> types.NodeTypeList:
        """Describe all types of node: handles, configuration, expressions, words and examples."""
        answer = self.call("GET", "/v1/node-types", None, {}, {})
        return cast("types.NodeTypeList", answer)

    def list_executions(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        workflow_id: str | None = None,
        status: str | None = None,
        error_code: str | None = None,
        label: str | None = None,
        tag: str | None = None,
        trigger: types.TriggerKind | None = None,
        trigger_node: str | None = None,
        parent: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> types.ExecutionList:
        """List executions, newest first."""
        answer = self.call(
            "GET",
            "/v1/executions",
            None,
            {
                "page": page,
                "limit": limit,
                "workflow_id": workflow_id,
                "status": status,
                "error_code": error_code,
                "label": label,
                "tag": tag,
                "trigger": trigger,
                "trigger_node": trigger_node,
                "parent": parent,
                "from": from_,
                "to": to,
            },
            {},
        )
        return cast("types.ExecutionList", answer)

    def get_execution(
        self, execution_id: str, *, wait: int | None = None, after: int | None = None
    ) -> types.ExecutionShown:
        """Read an execution with its steps, at once, at its next change or when it ends."""
        answer = self.call(
            "GET", f"/v1/executions/{self.segment(execution_id)}", None, {"wait": wait, "after": after}, {}
        )
        return cast("types.ExecutionShown", answer)

    def list_execution_steps(
        self, execution_id: str, *, page: int | None = None, limit: int | None = None
    ) -> types.StepList:
        """List the steps of an execution with their data."""
        answer = self.call(
            "GET",
            f"/v1/executions/{self.segment(execution_id)}/steps",
            None,
            {"page": page, "limit": limit},
            {},
        )
        return cast("types.StepList", answer)

    def get_execution_step(self, execution_id: str, number: str) -> types.StepDataShown:
        """Read one step of an execution with its whole data."""
        answer = self.call(
            "GET", f"/v1/executions/{self.segment(execution_id)}/steps/{self.segment(number)}", None, {}, {}
        )
        return cast("types.StepDataShown", answer)

    def cancel_execution(
        self, execution_id: str, *, idempotency_key: str | None = None
    ) -> types.ExecutionCancelled:
        """End a running execution."""
        answer = self.call(
            "POST",
            f"/v1/executions/{self.segment(execution_id)}/cancel",
            None,
            {},
            {"Idempotency-Key": idempotency_key},
        )
        return cast("types.ExecutionCancelled", answer)

    def retry_execution(
        self,
        execution_id: str,
        body: types.RetryExecutionBody | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> types.ExecutionRetried:
        """Run again what an execution ran, all of it or from a node on: same input, same trigger."""
        answer = self.call(
            "POST",
            f"/v1/executions/{self.segment(execution_id)}/retry",
            body,
            {},
            {"Idempotency-Key": idempotency_key},
        )
        return cast("types.ExecutionRetried", answer)

    def change_executions(
        self, body: types.ChangeExecutionsBody, *, idempotency_key: str | None = None
    ) -> types.BulkReportShown:
        """Cancel or retry many executions."""
        answer = self.call("POST", "/v1/executions/bulk", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.BulkReportShown", answer)

    def list_webhooks(
        self, *, page: int | None = None, limit: int | None = None, workflow_id: str | None = None
    ) -> types.WebhookList:
        """List webhooks, newest first."""
        answer = self.call(
            "GET", "/v1/webhooks", None, {"page": page, "limit": limit, "workflow_id": workflow_id}, {}
        )
        return cast("types.WebhookList", answer)

    def create_webhook(
        self, body: types.CreateWebhookBody, *, idempotency_key: str | None = None
    ) -> types.WebhookShown:
        """Give a workflow an address that starts it; the token is shown this once."""
        answer = self.call("POST", "/v1/webhooks", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.WebhookShown", answer)

    def get_webhook(self, webhook_id: str) -> types.WebhookShown:
        """Read a webhook, without its token."""
        answer = self.call("GET", f"/v1/webhooks/{self.segment(webhook_id)}", None, {}, {})
        return cast("types.WebhookShown", answer)

    def update_webhook(self, webhook_id: str, body: types.UpdateWebhookBody) -> types.WebhookShown:
        """Change a webhook; another type of authentication makes a new token, shown this once."""
        answer = self.call("PUT", f"/v1/webhooks/{self.segment(webhook_id)}", body, {}, {})
        return cast("types.WebhookShown", answer)

    def delete_webhook(self, webhook_id: str) -> types.Message:
        """Delete a webhook; that of a trigger goes with its node."""
        answer = self.call("DELETE", f"/v1/webhooks/{self.segment(webhook_id)}", None, {}, {})
        return cast("types.Message", answer)

    def rotate_webhook_token(
        self, webhook_id: str, *, idempotency_key: str | None = None
    ) -> types.WebhookShown:
        """Replace the token of a webhook; the new one is shown this once."""
        answer = self.call(
            "POST",
            f"/v1/webhooks/{self.segment(webhook_id)}/rotate",
            None,
            {},
            {"Idempotency-Key": idempotency_key},
        )
        return cast("types.WebhookShown", answer)

    def list_notifications(
        self, *, page: int | None = None, limit: int | None = None
    ) -> types.NotificationList:
        """List notifications, newest first."""
        answer = self.call("GET", "/v1/notifications", None, {"page": page, "limit": limit}, {})
        return cast("types.NotificationList", answer)

    def create_notification(
        self, body: types.CreateNotificationBody, *, idempotency_key: str | None = None
    ) -> types.NotificationCreated:
        """Register an address that is told how executions end; the secret is shown this once."""
        answer = self.call("POST", "/v1/notifications", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.NotificationCreated", answer)

    def get_notification(self, notification_id: str) -> types.NotificationShown:
        """Read a notification, without its secret."""
        answer = self.call("GET", f"/v1/notifications/{self.segment(notification_id)}", None, {}, {})
        return cast("types.NotificationShown", answer)

    def update_notification(
        self, notification_id: str, body: types.UpdateNotificationBody
    ) -> types.NotificationShown:
        """Change a notification; fields that are left out keep their value, as does the secret."""
        answer = self.call("PUT", f"/v1/notifications/{self.segment(notification_id)}", body, {}, {})
        return cast("types.NotificationShown", answer)

    def delete_notification(self, notification_id: str) -> types.Message:
        """Delete a notification; what is on its way is dropped."""
        answer = self.call("DELETE", f"/v1/notifications/{self.segment(notification_id)}", None, {}, {})
        return cast("types.Message", answer)

    def list_credentials(self, *, page: int | None = None, limit: int | None = None) -> types.CredentialList:
        """List credentials, newest first, without their values."""
        answer = self.call("GET", "/v1/credentials", None, {"page": page, "limit": limit}, {})
        return cast("types.CredentialList", answer)

    def create_credential(
        self, body: types.CreateCredentialBody, *, idempotency_key: str | None = None
    ) -> types.CredentialShown:
        """Keep a secret that nodes name by its id; nobody can read it again."""
        answer = self.call("POST", "/v1/credentials", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.CredentialShown", answer)

    def get_credential(self, credential_id: str) -> types.CredentialWithUsers:
        """Read what is said of a credential and which workflows name it, without its values."""
        answer = self.call("GET", f"/v1/credentials/{self.segment(credential_id)}", None, {}, {})
        return cast("types.CredentialWithUsers", answer)

    def update_credential(
        self, credential_id: str, body: types.UpdateCredentialBody, *, if_match: str | None = None
    ) -> types.CredentialShown:
        """Rename a credential or rotate its values; they are in force with the next request of any run."""
        answer = self.call(
            "PUT", f"/v1/credentials/{self.segment(credential_id)}", body, {}, {"If-Match": if_match}
        )
        return cast("types.CredentialShown", answer)

    def delete_credential(self, credential_id: str, *, force: bool | None = None) -> types.Message:
        """Delete a credential and its values; 409 while workflows name it."""
        answer = self.call(
            "DELETE", f"/v1/credentials/{self.segment(credential_id)}", None, {"force": force}, {}
        )
        return cast("types.Message", answer)

    def test_credential(self, credential_id: str, body: types.TestCredentialBody) -> types.CredentialTried:
        """Send one GET with the credential, and tell whether it was accepted."""
        answer = self.call("POST", f"/v1/credentials/{self.segment(credential_id)}/test", body, {}, {})
        return cast("types.CredentialTried", answer)

    def list_variables(self, *, page: int | None = None, limit: int | None = None) -> types.VariableList:
        """List the variables of the workspace by name."""
        answer = self.call("GET", "/v1/variables", None, {"page": page, "limit": limit}, {})
        return cast("types.VariableList", answer)

    def get_variable(self, name: str) -> types.VariableShown:
        """Read a variable."""
        answer = self.call("GET", f"/v1/variables/{self.segment(name)}", None, {}, {})
        return cast("types.VariableShown", answer)

    def set_variable(self, name: str, body: types.SetVariableBody) -> types.VariableShown:
        """Set a variable; executions that begin from now on read the new value."""
        answer = self.call("PUT", f"/v1/variables/{self.segment(name)}", body, {}, {})
        return cast("types.VariableShown", answer)

    def delete_variable(self, name: str) -> types.Message:
        """Delete a variable; executions that begin from now on find nothing in its place."""
        answer = self.call("DELETE", f"/v1/variables/{self.segment(name)}", None, {}, {})
        return cast("types.Message", answer)

    def list_approvals(
        self, *, page: int | None = None, limit: int | None = None, status: types.ApprovalStatus | None = None
    ) -> types.ApprovalList:
        """List what waits for an answer, the oldest question first."""
        answer = self.call("GET", "/v1/approvals", None, {"page": page, "limit": limit, "status": status}, {})
        return cast("types.ApprovalList", answer)

    def list_keys(self, *, page: int | None = None, limit: int | None = None) -> types.KeyList:
        """List API keys, newest first, revoked and expired ones too."""
        answer = self.call("GET", "/v1/keys", None, {"page": page, "limit": limit}, {})
        return cast("types.KeyList", answer)

    def create_key(
        self, body: types.CreateKeyBody, *, idempotency_key: str | None = None
    ) -> types.KeyCreated:
        """Make an API key with permissions that one's own has; the secret is shown this once."""
        answer = self.call("POST", "/v1/keys", body, {}, {"Idempotency-Key": idempotency_key})
        return cast("types.KeyCreated", answer)

    def get_current_key(self) -> types.KeyShown:
        """Read what the key of this very request may do."""
        answer = self.call("GET", "/v1/keys/current", None, {}, {})
        return cast("types.KeyShown", answer)

    def revoke_key(self, key_id: str) -> types.Message:
        """Make an API key invalid for ever, at once."""
        answer = self.call("DELETE", f"/v1/keys/{self.segment(key_id)}", None, {}, {})
        return cast("types.Message", answer)

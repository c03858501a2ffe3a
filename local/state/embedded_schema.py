"""The tables of the embedded stack.

Moments are Unix milliseconds, JSON is ASCII text. What lists show stands first in a row, so that a list never
reads the pages of large values; each index holds all that a list filters and counts by.
"""

from collections.abc import Mapping
from typing import Final

EMBEDDED_SCHEMA: Final = """
CREATE TABLE api_keys (
    digest TEXT PRIMARY KEY, id TEXT NOT NULL, workspace TEXT NOT NULL, document TEXT NOT NULL,
    expires_at INTEGER, revoked_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX keys_of_workspace ON api_keys (workspace, id);

CREATE TABLE workflows (
    workspace TEXT NOT NULL, id TEXT NOT NULL, status TEXT NOT NULL, revision INTEGER NOT NULL,
    name TEXT NOT NULL, description TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    tags TEXT NOT NULL DEFAULT '[]', name_key TEXT, managed_by TEXT, schedules TEXT,
    PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE INDEX workflows_by_status ON workflows (workspace, status, id);
CREATE INDEX workflows_by_name ON workflows (workspace, name_key, id);
CREATE INDEX workflows_by_update ON workflows (workspace, updated_at, id);
CREATE TABLE workflow_marks (
    workspace TEXT NOT NULL, mark TEXT NOT NULL, workflow_id TEXT NOT NULL,
    PRIMARY KEY (workspace, mark, workflow_id)
) WITHOUT ROWID;
CREATE INDEX marks_of_workflow ON workflow_marks (workspace, workflow_id);
CREATE TABLE revisions (
    workspace TEXT NOT NULL, workflow_id TEXT NOT NULL, revision INTEGER NOT NULL, status TEXT NOT NULL,
    name TEXT NOT NULL, description TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    tags TEXT NOT NULL DEFAULT '[]', authorship TEXT NOT NULL DEFAULT '{}',
    version_arn TEXT, definition_hash TEXT, filling_hash TEXT, source_map TEXT, graph TEXT NOT NULL,
    managed_by TEXT, express_arn TEXT, PRIMARY KEY (workspace, workflow_id, revision)
);
CREATE TABLE deleted_workflows (
    workspace TEXT NOT NULL, id TEXT NOT NULL, deleted_at INTEGER NOT NULL, put_back_until INTEGER,
    PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE TABLE receipts (
    workspace TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, workflow_id TEXT NOT NULL,
    created_at INTEGER NOT NULL, PRIMARY KEY (workspace, key)
) WITHOUT ROWID;

CREATE TABLE execution_records (
    id TEXT NOT NULL UNIQUE, workspace TEXT NOT NULL, workflow_id TEXT NOT NULL, workflow_name TEXT NOT NULL,
    status TEXT NOT NULL, started_at INTEGER NOT NULL, trigger_kind TEXT NOT NULL,
    trigger_node TEXT NOT NULL, finished_at INTEGER, request_hash TEXT, retry_of TEXT, revision INTEGER,
    check_at INTEGER, follow_up_at INTEGER, error_workflow TEXT, source_map TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '[]', tags TEXT NOT NULL DEFAULT '[]',
    is_limited INTEGER NOT NULL DEFAULT 0, is_queued INTEGER NOT NULL DEFAULT 0,
    is_rerun INTEGER NOT NULL DEFAULT 0, is_express INTEGER NOT NULL DEFAULT 0,
    pins TEXT NOT NULL DEFAULT '{}', parent TEXT, parent_node TEXT,
    slot_key TEXT NOT NULL DEFAULT '', subjects TEXT NOT NULL DEFAULT '[]', error TEXT,
    input TEXT NOT NULL, output TEXT, steps TEXT
);
CREATE INDEX executions_queued
    ON execution_records (workspace, workflow_id, started_at, id) WHERE is_queued = 1;
CREATE TABLE execution_slots (
    workspace TEXT NOT NULL, workflow_id TEXT NOT NULL, execution_id TEXT NOT NULL,
    PRIMARY KEY (workspace, workflow_id, execution_id)
) WITHOUT ROWID;
CREATE TABLE start_counts (
    workspace TEXT NOT NULL, workflow_id TEXT NOT NULL, window INTEGER NOT NULL, starts INTEGER NOT NULL,
    forget_at INTEGER NOT NULL, PRIMARY KEY (workspace, workflow_id, window)
) WITHOUT ROWID;
CREATE INDEX executions_by_error
    ON execution_records (workspace, json_extract(error, '$[0]'), started_at, id) WHERE error IS NOT NULL;
CREATE TABLE execution_marks (
    workspace TEXT NOT NULL, mark TEXT NOT NULL, execution_id TEXT NOT NULL,
    PRIMARY KEY (workspace, mark, execution_id)
) WITHOUT ROWID;
CREATE INDEX marks_of_execution ON execution_marks (execution_id);
CREATE INDEX executions_by_workspace
    ON execution_records (workspace, started_at, id, status, trigger_kind, trigger_node, workflow_id);
CREATE INDEX executions_by_workflow
    ON execution_records (workspace, workflow_id, started_at, id, status, trigger_kind, trigger_node,
                          finished_at);
CREATE INDEX executions_to_check ON execution_records (check_at) WHERE check_at IS NOT NULL;
CREATE INDEX executions_to_follow_up ON execution_records (follow_up_at) WHERE follow_up_at IS NOT NULL;
CREATE INDEX retries ON execution_records (retry_of, started_at, id) WHERE retry_of IS NOT NULL;
CREATE TABLE source_maps (digest TEXT PRIMARY KEY, document TEXT NOT NULL);

CREATE TABLE webhooks (id TEXT PRIMARY KEY, workspace TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX webhooks_of_workspace ON webhooks (workspace, id);
CREATE TABLE signatures (
    webhook_id TEXT NOT NULL, signature TEXT NOT NULL, delivery TEXT NOT NULL, forget_at INTEGER NOT NULL,
    PRIMARY KEY (webhook_id, signature)
) WITHOUT ROWID;
CREATE TABLE webhook_calls (
    webhook_id TEXT NOT NULL, window INTEGER NOT NULL, calls INTEGER NOT NULL, forget_at INTEGER NOT NULL,
    PRIMARY KEY (webhook_id, window)
) WITHOUT ROWID;
CREATE TABLE responses (
    execution_id TEXT PRIMARY KEY, response TEXT NOT NULL, forget_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX responses_by_age ON responses (forget_at);
CREATE TABLE files (
    workspace TEXT NOT NULL, id TEXT NOT NULL, forget_at INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX files_by_age ON files (forget_at);
CREATE TABLE trigger_moves (
    id TEXT PRIMARY KEY, workspace TEXT NOT NULL, workflow_id TEXT NOT NULL, begun_at INTEGER NOT NULL,
    put_back_until INTEGER
) WITHOUT ROWID;
CREATE TABLE clock (id INTEGER PRIMARY KEY, fired_until INTEGER NOT NULL);
CREATE TABLE approvals (
    id TEXT PRIMARY KEY, execution_id TEXT NOT NULL, requested_at INTEGER NOT NULL,
    forget_at INTEGER NOT NULL, decided_at INTEGER, delivery TEXT, decision TEXT, document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX approvals_pending ON approvals (execution_id, requested_at) WHERE decided_at IS NULL;
CREATE INDEX approvals_undelivered ON approvals (decided_at) WHERE delivery = 'under_way';
CREATE INDEX approvals_open ON approvals (json_extract(document, '$.workspace'), requested_at, id)
    WHERE decided_at IS NULL AND delivery IS NULL;
CREATE TABLE request_receipts (
    workspace TEXT NOT NULL, operation TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL,
    chance TEXT NOT NULL, begun_at INTEGER NOT NULL, is_done INTEGER NOT NULL,
    PRIMARY KEY (workspace, operation, key)
) WITHOUT ROWID;
CREATE INDEX request_receipts_by_age ON request_receipts (begun_at);
CREATE TABLE notifications (
    workspace TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE TABLE credentials (
    workspace TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE TABLE variables (
    workspace TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE credential_uses (
    workspace TEXT NOT NULL, credential_id TEXT NOT NULL, workflow_id TEXT NOT NULL,
    PRIMARY KEY (workspace, credential_id, workflow_id)
) WITHOUT ROWID;
CREATE TABLE tokens (
    workspace TEXT NOT NULL, credential_id TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (workspace, credential_id)
) WITHOUT ROWID;
CREATE TABLE secrets (
    workspace TEXT NOT NULL, credential_id TEXT NOT NULL, version TEXT NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (workspace, credential_id, version)
) WITHOUT ROWID;

CREATE TABLE machine_versions (
    workflow_id TEXT NOT NULL, number INTEGER NOT NULL, is_retired INTEGER NOT NULL DEFAULT 0,
    definition TEXT NOT NULL, PRIMARY KEY (workflow_id, number)
);
CREATE TABLE runs (
    id TEXT NOT NULL UNIQUE, workflow_id TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL,
    started_at INTEGER NOT NULL, stopped_at INTEGER, is_announced INTEGER NOT NULL DEFAULT 0,
    last_scope INTEGER NOT NULL DEFAULT 0, last_event INTEGER NOT NULL DEFAULT 0,
    is_idle INTEGER NOT NULL DEFAULT 0, wake_at INTEGER, parent TEXT, error TEXT, cause TEXT,
    input TEXT NOT NULL, output TEXT, begun_by TEXT
);
CREATE INDEX runs_open ON runs (workflow_id, version) WHERE stopped_at IS NULL;
CREATE UNIQUE INDEX runs_begun_by ON runs (begun_by) WHERE begun_by IS NOT NULL;
CREATE INDEX runs_to_announce ON runs (stopped_at) WHERE stopped_at IS NOT NULL AND NOT is_announced;
CREATE INDEX runs_to_forget ON runs (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE TABLE run_scopes (
    run_id TEXT NOT NULL, id INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (run_id, id)
) WITHOUT ROWID;
CREATE TABLE run_items (
    run_id TEXT NOT NULL, scope INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (run_id, scope)
) WITHOUT ROWID;
CREATE TABLE run_results (
    run_id TEXT NOT NULL, scope INTEGER NOT NULL, position INTEGER NOT NULL, output TEXT NOT NULL,
    PRIMARY KEY (run_id, scope, position)
) WITHOUT ROWID;
CREATE TABLE run_events (
    run_id TEXT NOT NULL, first INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (run_id, first)
) WITHOUT ROWID;

CREATE TABLE placed_triggers (
    name TEXT PRIMARY KEY, workspace TEXT NOT NULL, workflow_id TEXT NOT NULL, node_id TEXT NOT NULL,
    placed_at INTEGER NOT NULL, document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX triggers_of_workflow ON placed_triggers (workflow_id);
CREATE TABLE queue_messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL,
    visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL, is_in_flight INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX messages_by_time ON queue_messages (queue, visible_at, number);
"""

ADDED_COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "workflows": {
        "tags": "TEXT NOT NULL DEFAULT '[]'",
        "name_key": "TEXT",
        "managed_by": "TEXT",
        "schedules": "TEXT",
    },
    "execution_records": {
        "is_rerun": "INTEGER NOT NULL DEFAULT 0",
        "parent": "TEXT",
        "parent_node": "TEXT",
        "slot_key": "TEXT NOT NULL DEFAULT ''",
        "subjects": "TEXT NOT NULL DEFAULT '[]'",
        "is_express": "INTEGER NOT NULL DEFAULT 0",
        "pins": "TEXT NOT NULL DEFAULT '{}'",
        "is_limited": "INTEGER NOT NULL DEFAULT 0",
        "is_queued": "INTEGER NOT NULL DEFAULT 0",
        "labels": "TEXT NOT NULL DEFAULT '[]'",
        "tags": "TEXT NOT NULL DEFAULT '[]'",
    },
    "runs": {"begun_by": "TEXT"},
    "revisions": {
        "tags": "TEXT NOT NULL DEFAULT '[]'",
        "authorship": "TEXT NOT NULL DEFAULT '{}'",
        "managed_by": "TEXT",
        "express_arn": "TEXT",
    },
}
"""What tables did not have in states that were written before: by table, name and declaration."""

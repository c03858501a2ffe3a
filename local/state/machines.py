"""State machines and executions in the database."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from moto.stepfunctions.models import StateMachine, StateMachineVersion, StepFunctionBackend

from local.aws.moto_adapters.executions import ExecutionRecord, HistoryEvent
from local.state.database import Database


class StoredMachines:
    """The journal of moto's state machines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write_machine(self, machine: StateMachine) -> None:
        """Keep a state machine with its versions."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO machines VALUES (?, ?)", (machine.arn, json.dumps(_document(machine)))
            )

    def delete_machine(self, arn: str) -> None:
        """Forget a state machine."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM machines WHERE arn = ?", (arn,))

    def machines(self, backend: StepFunctionBackend) -> Sequence[StateMachine]:
        """Return what is kept."""
        rows = self._database.rows("SELECT document FROM machines")
        return [_machine(json.loads(document), backend) for (document,) in rows]

    def write_execution(self, record: ExecutionRecord, events: Sequence[HistoryEvent] = ()) -> None:
        """Keep an execution as it is now, and more events of its history."""
        row = (
            record.arn,
            record.machine_arn,
            record.started_at,
            record.stopped_at,
            json.dumps(record.to_document()),
        )
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO executions VALUES (?, ?, ?, ?, 0, ?)", row)
            connection.executemany(
                "INSERT OR REPLACE INTO events VALUES (?, ?, ?)",
                [(record.arn, event["id"], json.dumps(event)) for event in events],
            )

    def find_execution(self, arn: str) -> ExecutionRecord | None:
        """Return an execution, or None."""
        rows = self._database.rows("SELECT document FROM executions WHERE arn = ?", arn)
        return _records(rows)[0] if rows else None

    def executions_of(self, machine_arn: str) -> Sequence[ExecutionRecord]:
        """Return the executions of a state machine, the latest first."""
        query = "SELECT document FROM executions WHERE machine_arn = ? ORDER BY started_at DESC"
        return _records(self._database.rows(query, machine_arn))

    def running_executions(self) -> Sequence[ExecutionRecord]:
        """Return what was running when it was last written."""
        return _records(self._database.rows("SELECT document FROM executions WHERE stopped_at IS NULL"))

    def unannounced_executions(self) -> Sequence[ExecutionRecord]:
        """Return what has ended, but whose end no function has heard of."""
        query = "SELECT document FROM executions WHERE stopped_at IS NOT NULL AND NOT is_announced"
        return _records(self._database.rows(query))

    def mark_announced(self, arn: str) -> None:
        """Remember that the end of an execution was heard of."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE executions SET is_announced = 1 WHERE arn = ?", (arn,))

    def history(self, arn: str) -> list[HistoryEvent]:
        """Return the events of an execution as far as they are kept."""
        query = "SELECT event FROM events WHERE execution_arn = ? ORDER BY id"
        return [json.loads(event) for (event,) in self._database.rows(query, arn)]

    def forget_executions_before(self, moment: str) -> None:
        """Delete executions that ended before `moment` (ISO 8601), with their histories."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM events WHERE execution_arn IN (SELECT arn FROM executions WHERE stopped_at < ?)",
                (moment,),
            )
            connection.execute("DELETE FROM executions WHERE stopped_at < ?", (moment,))


def _records(rows: Sequence[tuple[Any, ...]]) -> list[ExecutionRecord]:
    return [ExecutionRecord(**json.loads(document)) for (document,) in rows]


_MACHINE_FIELDS = (
    "name",
    "definition",
    "roleArn",
    "encryptionConfiguration",
    "loggingConfiguration",
    "tracingConfiguration",
)


def _document(machine: StateMachine) -> dict[str, Any]:
    return {
        **{name: getattr(machine, name) for name in _MACHINE_FIELDS},
        "arn": machine.arn,
        "type": machine.type,
        "created_at": machine.creation_date.isoformat(),
        "latest_version_number": machine.latest_version_number,
        "versions": [_version_document(version) for version in machine.versions.values()],
    }


def _version_document(version: StateMachineVersion) -> dict[str, Any]:
    return {
        "number": version.version,
        "description": version.description,
        "definition": version.definition,
        "role_arn": version.roleArn,
        "created_at": version.creation_date.isoformat(),
    }


def _machine(document: dict[str, Any], backend: StepFunctionBackend) -> StateMachine:
    fields = {name: document[name] for name in _MACHINE_FIELDS}
    machine = StateMachine(arn=document["arn"], backend=backend, sm_type=document["type"], **fields)
    machine.creation_date = datetime.fromisoformat(document["created_at"])
    machine.latest_version_number = document["latest_version_number"]
    for stored in document["versions"]:
        version = StateMachineVersion(machine, stored["number"], stored["description"])
        version.definition, version.roleArn = stored["definition"], stored["role_arn"]
        version.creation_date = datetime.fromisoformat(stored["created_at"])
        machine.versions[version.version] = version
        machine.latest_version = version
    return machine

"""AWS beside the embedded stack: moto, which comes into being when somebody first asks for it.

Workflows' service nodes and the AWS endpoint ask. A service task is run as a state machine of one state in
moto, so that arguments, results and names of errors are those of the stack that runs on moto whole.
"""

import asyncio
import os
import threading
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from exeoflow.model import json
from local.embedded.engine.interface import Failure, Success, TaskResult
from local.embedded.events.bus import EmbeddedBus, Event
from local.embedded.events.queues import MessageQueues
from local.functions import FunctionTable
from local.gateway.asgi import Message, Receive, Send
from local.place import ACCOUNT_ID
from local.state.database import Database
from local.state.messages import QueuedMessage, StoredMessages
from local.template import Stack

if TYPE_CHECKING:
    from local.aws.door import AwsDoor
    from local.aws.moto_adapters.executions import ExecutionRecord

_ROLE: Final = f"arn:aws:iam::{ACCOUNT_ID}:role/tasks"
_ENDPOINT: Final = "AWS_ENDPOINT_URL"


@dataclass
class LazyAws:
    """moto, with the buses, groups and queues of the template, once it is used."""

    declared: Stack
    functions: FunctionTable
    database: Database
    bus: EmbeddedBus
    log: Callable[[str], None]
    _starting: threading.Lock = field(default_factory=threading.Lock)
    _open: ExitStack = field(default_factory=ExitStack)
    _door: "AwsDoor | None" = None
    _machines: dict[str, str] = field(default_factory=dict)
    _ended: "dict[str, ExecutionRecord]" = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    queues: MessageQueues | None = None

    def start(self) -> None:
        """Start at once where something is kept that only moto knows."""
        kept = self.database.rows("SELECT 1 FROM messages UNION ALL SELECT 1 FROM triggers LIMIT 1")
        if kept:
            self.use()

    def use(self) -> "AwsDoor":
        """Start moto unless it runs; return what answers requests for it."""
        with self._starting:
            if self._door is None:
                self.log("starting the local AWS services")
                self._door = self._start()
            return self._door

    def close(self) -> None:
        """Stop moto if it runs."""
        with self._starting:
            self._open.close()
            self._door = None

    def give_up(self, queue: str, message_id: str, body: str) -> None:
        """Put a message that nobody takes into a queue for dead letters."""
        if self._door is None:
            StoredMessages(self.database).write(QueuedMessage(message_id, queue, body))
        else:
            import boto3

            client = boto3.client("sqs")
            client.send_message(QueueUrl=client.get_queue_url(QueueName=queue)["QueueUrl"], MessageBody=body)

    def call(self, resource: str, arguments: Any) -> TaskResult:
        """Call a service by a machine of one task, and wait for its end."""
        import boto3

        self.use()
        client = boto3.client("stepfunctions")
        with self._starting:
            if resource not in self._machines:
                task = {"Type": "Task", "Resource": resource, "Arguments": "{% $states.input %}", "End": True}
                definition = {"QueryLanguage": "JSONata", "StartAt": "Task", "States": {"Task": task}}
                made = client.create_state_machine(
                    name=f"task-{len(self._machines)}", definition=json.write(definition), roleArn=_ROLE
                )
                self._machines[resource] = made["stateMachineArn"]
        started = client.start_execution(
            stateMachineArn=self._machines[resource], name=str(uuid.uuid4()), input=json.write(arguments)
        )
        with self._changed:
            self._changed.wait_for(lambda: started["executionArn"] in self._ended)
            record = self._ended.pop(started["executionArn"])
        if record.output is None:
            return Failure(record.error or "States.Runtime", record.cause or "")
        return Success(json.read(record.output))

    def _start(self) -> "AwsDoor":
        from local.aws.door import AwsDoor
        from local.aws.moto_adapters.kept import kept_in
        from local.aws.moto_adapters.rules import rules_reach_functions
        from local.aws.resources import create_resources
        from local.aws.services import local_aws
        from local.embedded.moto_bridges import events_reach, messages_reach, rules_of
        from local.events.clock import SchedulerClock

        os.environ.pop(_ENDPOINT, None)  # clients made from now on are answered by moto itself
        self._open.enter_context(local_aws(None, self.functions, self._note_end))
        create_resources(self.declared)
        self._open.enter_context(kept_in(self.database))
        if self.queues is not None:
            self._open.enter_context(messages_reach(self.queues))
        self._open.enter_context(rules_reach_functions(self.bus.invoke))
        self._open.enter_context(events_reach(self.bus))
        self.bus.beyond = self._send_to_rules(rules_of)
        clock = SchedulerClock(self.bus.invoke, self.log)
        clock.start()
        self._open.callback(clock.close)
        door = AwsDoor()
        self._open.callback(door.close)
        return door

    def _send_to_rules(self, rules_of: Callable[[str], list[Any]]) -> Callable[[str, Event], None]:
        def send(bus: str, event: Event) -> None:
            for rule in rules_of(bus):
                rule.send_to_targets(dict(_as_moto_has_it(event)))

        return send

    def _note_end(self, record: "ExecutionRecord") -> None:
        if not record.is_running:
            with self._changed:
                self._ended[record.arn] = record
                self._changed.notify_all()


def _as_moto_has_it(event: Event) -> Event:
    """Write times as moto's rules read them."""
    moment = datetime.fromisoformat(event["time"]).timestamp()
    return {**event, "time": moment, "ingestion-time": moment}


class LazyDoor:
    """The AWS endpoint: an ASGI application that starts moto with the first request."""

    def __init__(self, aws: LazyAws) -> None:
        self._aws = aws

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (the ASGI protocol)."""
        door = await asyncio.get_running_loop().run_in_executor(None, self._aws.use)
        await door(scope, receive, send)

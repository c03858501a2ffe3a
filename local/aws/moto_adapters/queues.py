"""Gap: messages in moto's queues vanish with the process."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Protocol

from moto.sqs.models import Message, Queue, sqs_backends

from local.aws.replacement import replaced
from local.state.messages import QueuedMessage


class MessageJournal(Protocol):
    """Where messages are kept until they are deleted."""

    def write(self, message: QueuedMessage) -> None:
        """Keep a message where it is now."""

    def forget(self, message_id: str) -> None:
        """Forget a message."""

    def all(self) -> Iterator[QueuedMessage]:
        """Yield every message, oldest first."""


@contextmanager
def durable_queues(journal: MessageJournal) -> Iterator[None]:
    """Keep every message in `journal` before the request that sends it is answered.

    How often a message was received is not kept: after a restart its attempts are counted anew.
    """
    add, delete = Queue.add_message, Queue.delete_message

    def add_durably(queue: Queue, message: Message) -> None:
        journal.write(QueuedMessage(message.id, queue.name, message.body))
        add(queue, message)

    def delete_durably(queue: Queue, receipt_handle: str) -> None:
        gone = [each.id for each in queue._messages if each.had_receipt_handle(receipt_handle)]
        delete(queue, receipt_handle)
        for message_id in gone:
            journal.forget(message_id)

    with ExitStack() as stack:
        stack.enter_context(replaced(Queue, "add_message", add_durably))
        stack.enter_context(replaced(Queue, "delete_message", delete_durably))
        yield


def restore_messages(journal: MessageJournal, account_id: str, region: str) -> None:
    """Put the kept messages back into moto's queues; those of queues that are gone are forgotten."""
    queues: dict[str, Queue] = sqs_backends[account_id][region].queues
    for kept in list(journal.all()):
        if kept.queue in queues:
            message = Message(kept.id, kept.body)
            message.mark_sent()
            queues[kept.queue]._messages.append(message)
        else:
            journal.forget(kept.id)

"""What of moto outlives it: triggers and messages."""

from collections.abc import Iterator
from contextlib import contextmanager

from local.aws.moto_adapters.queues import durable_queues, restore_messages
from local.aws.moto_adapters.triggers import durable_triggers, restore_triggers
from local.place import ACCOUNT_ID, REGION
from local.state.database import Database
from local.state.messages import StoredMessages
from local.state.triggers import StoredTriggers


@contextmanager
def kept_in(database: Database) -> Iterator[None]:
    """Give moto, whose resources are made, what the state holds for them; meanwhile keep what they get."""
    triggers, messages = StoredTriggers(database), StoredMessages(database)
    restore_triggers(triggers, ACCOUNT_ID, REGION)
    restore_messages(messages, ACCOUNT_ID, REGION)
    with durable_triggers(triggers), durable_queues(messages):
        yield

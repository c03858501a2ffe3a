"""Messages of queues in the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from local.state.database import Database


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """A message, and the name of the queue that it waits in."""

    id: str
    queue: str
    body: str


class StoredMessages:
    """The journal of moto's queues."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, message: QueuedMessage) -> None:
        """Keep a message where it is now."""
        row = (message.id, message.queue, message.body)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM messages WHERE id = ?", row[:1])
            connection.execute("INSERT INTO messages (id, queue, body) VALUES (?, ?, ?)", row)

    def forget(self, message_id: str) -> None:
        """Forget a message."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM messages WHERE id = ?", (message_id,))

    def all(self) -> Iterator[QueuedMessage]:
        """Yield every message, oldest first."""
        for row in self._database.rows("SELECT id, queue, body FROM messages ORDER BY number"):
            yield QueuedMessage(*row)

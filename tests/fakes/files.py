"""Files in memory."""

from dataclasses import dataclass, field

from exeoflow.errors import Unavailable


@dataclass
class FakeFiles:
    """Keeps the bytes of each file."""

    stored: dict[tuple[str, str], bytes] = field(default_factory=dict)
    is_out_of_order: bool = False

    def put(self, workspace: str, file_id: str, content: bytes) -> None:
        if self.is_out_of_order:
            raise Unavailable
        self.stored[workspace, file_id] = content

    def get(self, workspace: str, file_id: str) -> bytes | None:
        return self.stored.get((workspace, file_id))

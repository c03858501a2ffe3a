"""Files, and objects, in memory."""

from dataclasses import dataclass, field

from exeoflow.errors import Unavailable
from exeoflow.model import json
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.ports.objects import StoredObject


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


@dataclass
class FakeObjects:
    """Keeps bytes and type of each object; the ETag is the number of bytes."""

    stored: dict[tuple[str, str], tuple[bytes, str]] = field(default_factory=dict)

    def put(self, bucket: str, key: str, body: Json | bytes, content_type: str | None) -> str:
        text = body if isinstance(body, str | bytes) else json.write(body)
        content = text.encode() if isinstance(text, str) else text
        self.stored[bucket, key] = content, content_type or "binary/octet-stream"
        return str(len(content))

    def get(self, bucket: str, key: str) -> StoredObject:
        content, content_type = self.stored[bucket, key]
        return StoredObject(len(content), content_type, str(len(content)), lambda: content)


class FakeCodeRuns:
    """Runs code that returns its values."""

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        return {"output": asked["values"], "logs": [workspace]}

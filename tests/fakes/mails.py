"""Mails that nobody gets."""

from dataclasses import dataclass, field

from exeoflow.model.json import JsonObject
from exeoflow.service.ports.objects import Attachment


@dataclass
class FakeMails:
    """Keeps what was sent."""

    sent: list[tuple[JsonObject, list[Attachment]]] = field(default_factory=list)

    def send(self, mail: JsonObject, attachments: list[Attachment]) -> str:
        self.sent.append((mail, attachments))
        return f"mail-{len(self.sent)}"

"""What the report of an import looks like; nothing else is needed to know that."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from typing_extensions import TypedDict

from exeoflow.importers.status import Status


class ImportFormat(StrEnum):
    """The systems whose exports are known."""

    N8N = "n8n"
    ASL = "asl"


class ImportReason(TypedDict):
    """Why a node is not quite the same, and what to do."""

    code: str
    message: str
    what_to_do: str


class ImportedNode(TypedDict):
    """A node of the export; the first of `node_ids` is its own."""

    name: str
    type: str
    version: float
    node_ids: list[str]
    status: Status
    reasons: list[ImportReason]


class ImportCounts(TypedDict):
    """How many nodes."""

    nodes: int
    exact: int
    approximated: int
    unsupported: int


def counts_of(statuses: Iterable[Status]) -> ImportCounts:
    """Count nodes by how far they mean the same."""
    counts = Counter(statuses)
    return {
        "nodes": counts.total(),
        "exact": counts[Status.EXACT],
        "approximated": counts[Status.APPROXIMATED],
        "unsupported": counts[Status.UNSUPPORTED],
    }


class ImportedExpressions(TypedDict):
    """How many expressions, and how they were translated."""

    total: int
    translated: int
    by_code: int


class CredentialToCreate(TypedDict):
    """A credential to create, which an export only names."""

    kind: str
    nodes: list[str]
    what_to_create: str


class ImportReport(TypedDict):
    """What became of an export."""

    summary: ImportCounts
    expressions: ImportedExpressions
    nodes: list[ImportedNode]
    credentials: list[CredentialToCreate]

"""What answers are made of: types that mypy proves, with the keywords of JSON Schema that the document shows.

Pydantic reads them when the document is made, and only then: to answer, a function needs none of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Annotated, Any

# Pydantic takes that of `typing` from Python 3.12 on; the logger of powertools imports this one anyway.
from typing_extensions import TypedDict


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """Keywords for the schema of what it annotates; they win over those that its type has."""

    keywords: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self,
        core_schema: Any,  # noqa: ANN401  (pydantic's, which is not loaded here)
        handler: Callable[[Any], dict[str, Any]],
    ) -> dict[str, Any]:
        """Let pydantic describe the type, and add to it."""
        return {**handler(core_schema), **self.keywords}


@dataclass(frozen=True, slots=True)
class As:
    """Describes what it annotates as the model that is found there (`module:name`)."""

    model: str

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401  (the annotated type)
        handler: Any,  # noqa: ANN401  (pydantic's, which is not loaded here)
    ) -> Any:  # noqa: ANN401
        """Let pydantic take the model in place of the type."""
        del source
        return handler.generate_schema(resolve_name(self.model))


Timestamp = Annotated[str, Schema({"format": "date-time", "examples": ["2024-01-20T10:00:00.000Z"]})]
Day = Annotated[str, Schema({"format": "date", "examples": ["2024-01-20"]})]
Milliseconds = Annotated[int, Schema({"description": "Whole milliseconds.", "examples": [1250]})]
Address = Annotated[str, Schema({"format": "uri"})]
CredentialId = Annotated[str, Schema({"pattern": "^cred_", "examples": ["cred_01hm4nc3d4e5f6g7h8j9k0m1n2"]})]
WorkflowId = Annotated[str, Schema({"pattern": "^wf_", "examples": ["wf_01hm4n8x5t6v7w8y9z0a1b2c3d"]})]
ExecutionId = Annotated[str, Schema({"pattern": "^exec_", "examples": ["exec_01hm4n9a1b2c3d4e5f6g7h8j9k"]})]


class Pagination(TypedDict):
    """Where a page stands; `pages` is `total` divided by `limit`, rounded up."""

    page: int
    limit: int
    total: int
    pages: int


class Message(TypedDict):
    """A sentence for people, in their language."""

    message: Annotated[str, Schema({"examples": ["Workflow erfolgreich gelöscht"]})]


def with_overlaps(part: Any) -> Any:  # noqa: ANN401  (any JSON)
    """Say `anyOf` where pydantic says `oneOf`: a word from a list may also be a text with an expression."""
    if isinstance(part, dict):
        return {"anyOf" if name == "oneOf" else name: with_overlaps(inner) for name, inner in part.items()}
    return [with_overlaps(inner) for inner in part] if isinstance(part, list) else part

"""What an execution has prepared for its expressions, by states of no node in front of all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from exeoflow.model import json
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.service.executions.visits import Visit

_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Prepared:
    """The variables as the execution read them, and its address."""

    variables: Mapping[str, Any] = field(default_factory=dict)
    resume_url: str | None = None


def prepared_by(visits: Sequence[Visit], source_map: SourceMap) -> Prepared:
    """Read what the first states were answered."""
    prepared = Prepared()
    for visit in visits[:_MOST]:
        if visit.answer is None or visit.state in source_map.node_of_state:
            break
        answer: Any = json.read(visit.answer)
        if "Payload" in answer:
            prepared = replace(prepared, resume_url=answer["Payload"]["resume_url"])
        elif "Item" in answer:
            variables: Any = json.read(answer["Item"]["document"]["S"])
            prepared = replace(prepared, variables=variables)
    return prepared

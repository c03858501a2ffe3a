"""What a tool is: a few steps, and the form of what a model gives them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import OWN, Link, Step
from exeoflow.importers.n8n.place import Place

NO_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")
GOES_ON: Final[Mapping[str, Any]] = MappingProxyType({"on_error": "continue"})
_GIVEN: Final = f"$nodes.`{OWN}use`.function.arguments"
USE: Final = f'({_GIVEN} = "" ? {{}} : $parse({_GIVEN}))'
"""JSONata for what the model gives its tool."""
HEAD: Final = f"$use := {USE}; $j := $nodes.`{OWN}begin`.item; $i := $nodes.`{OWN}begin`.index; $in := [$j]; "
"""Binds that, and the agent's item."""

_MOST_TOLD: Final = 1_000
"""Characters that a description of a tool may have; OpenAI takes 1,024."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How an agent learns of tools when it begins: one step after another, and JSONata for the tools.

    They are found as a model is told of them.
    """

    steps: tuple[Step, ...]
    found: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool by its name; `parameters` is a JSON Schema, `result` JSONata over the last step's output.

    With a `listing` it stands for all that are found, and what is said of it for none.
    """

    name: str
    description: str
    parameters: Mapping[str, Any]
    steps: tuple[Step, ...]
    links: tuple[Link, ...] = ()
    result: str = "$input"
    listing: Listing | None = None

    def case(self, number: int) -> dict[str, str]:
        """When it is the one that is asked for, by what a model says; `number` is its own."""
        if self.listing is not None:
            asked = f"$input.function.name in [{self.listing.found}].function.name"
            return {"handle": f"t{number}", "expression": asked}
        return {"handle": f"t{number}", "expression": f"$input.function.name = {literal(self.name)}"}


def name_of(place: Place) -> str:
    """The name by which the model calls the tool."""
    written = place.parameter("name")
    name = (
        written if isinstance(written, str) and written and not is_computed(written) else place.node.written
    )
    return NO_NAME.sub("_", name)[:64] or "tool"


def description_of(place: Place, default: str) -> str:
    """What the model is told of the tool."""
    for path in ("toolDescription", "description"):
        written = place.parameter(path)
        if isinstance(written, str) and written and not is_computed(written):
            if len(written) > _MOST_TOLD:
                place.note("setting-approximated", setting=path)
            return written[:_MOST_TOLD]
    return default


def credential_of(place: Place) -> dict[str, str]:
    """The credential of a request that is no application's, as a part of its configuration."""
    return {"credential": f"n8n/{place.node.credential}"} if place.node.credential else {}


def schema_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The form of what the model gives, as a JSON Schema."""
    return {"type": "object", "properties": dict(properties)}


def template_of(place: Place, text: str) -> str:
    """JSONata that reads what the model gives as `$use`, as a field of a configuration."""
    return f"{{{{ {place.whole(HEAD + text)} }}}}"

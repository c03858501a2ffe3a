"""Date & Time as a tool: it computes of what a model gives it."""

from typing import Final

from exeoflow.importers.n8n.applications.tools.asked_for import asked_for
from exeoflow.importers.n8n.applications.tools.tool import (
    GOES_ON,
    HEAD,
    Tool,
    description_of,
    name_of,
    schema_of,
    template_of,
)
from exeoflow.importers.n8n.families.computed import MADE, SCRIPT_OF_DATES, date_of
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.left_out import note_left_out
from exeoflow.importers.n8n.pieces import Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_IS_TOOL_SINCE: Final = 2
"""The version since which n8n lets the node be a tool."""


def date_tool(place: Place, number: int) -> Tool:
    """A date that is computed, written or taken apart; the model is told of it as of a list of items."""
    if place.node.version < _IS_TOOL_SINCE:
        raise Refused("node-part-unsupported", type=place.node.type)
    place.note("setting-approximated", setting="operation")
    given, field = date_of(place, "$use")
    input_ = template_of(place, f"[{object_of(given)}]")
    config = {"language": "javascript", "source": script(SCRIPT_OF_DATES), "input": input_}
    description = description_of(place, "Manipulate date and time values")
    note_left_out(place, within=f"{place.node.kind}.")
    return Tool(
        name_of(place),
        description,
        schema_of(asked_for(place.node.parameters)),
        (Step("code", config, f"call{number}", properties=GOES_ON),),
        result=f"({HEAD}{MADE} := $input[0]; [{field}])",
    )

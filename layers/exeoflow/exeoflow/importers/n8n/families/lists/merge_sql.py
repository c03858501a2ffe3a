"""Merge by SQL: the items are rows of tables, and code asks them by the library that n8n asks them by."""

import re
from typing import Any, Final

from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_NUMBER: Final = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?")
_QUERY: Final = "SELECT * FROM input1 LEFT JOIN input2 ON input1.name = input2.id"


def asked_by_sql(place: Place, passes: list[Step], wait: Step, bound: str, inputs: int) -> Piece:
    """The rows of a query, from the steps by which the inputs come in, and JSONata that binds them."""
    given = place.whole(f"{bound}{object_of(_given(place, inputs))}")
    main = Step("transform", {"expression": place.whole(place.outgoing("$input"))}, stops_when_empty=True)
    return Piece(
        (
            *passes,
            wait,
            Step("transform", {"expression": given}, "given"),
            Step("code", {"language": "javascript", "source": script("mergedBySql.js")}, "code"),
            main,
        ),
        (
            *(Link(each.suffix, wait.suffix) for each in passes),
            Link(wait.suffix, "given"),
            Link("given", "code"),
            Link("code", ""),
        ),
        entries={number: f"input{number}" for number in place.inputs} or {0: "input0"},
        begins=(wait.suffix,),
    )


def _given(place: Place, inputs: int) -> dict[str, str]:
    query = place.parameter("query", _QUERY)
    if not isinstance(query, str) or "{{" in query:
        raise Refused("setting-computed", setting="query")
    version = place.node.version
    return {
        "tables": f"[{', '.join(f'[$in{number}]' for number in range(inputs))}]",
        "query": literal(query),
        "parameters": literal(_parameters(place)),
        "namesOrigins": literal(version >= 3.1),
        "succeedsEmpty": literal(version <= 3.1 or place.parameter("options.emptyQueryResult") == "success"),
    }


def _parameters(place: Place) -> list[Any]:
    """The values for the question marks of the query; texts that are numbers count as such."""
    written = place.parameter("options.queryParameters", "")
    if not isinstance(written, str) or "{{" in written:
        raise Refused("setting-computed", setting="options.queryParameters")
    return [_value(part.strip()) for part in written.split(",")] if written else []


def _value(text: str) -> str | float:
    if _NUMBER.fullmatch(text) is None:
        return text
    number = float(text)
    return int(number) if number.is_integer() else number

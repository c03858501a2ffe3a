"""An item of a table that is read for each item that comes, and written again where it changes.

`$item` is what is asked of it, with its `id`; the step `kept` is the item as it was, `said` what goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.families.calls import retrying
from exeoflow.importers.n8n.families.static_data import TABLE
from exeoflow.importers.n8n.pieces import OWN, Step
from exeoflow.importers.n8n.place import Place

_KEY: Final = {"id": "{{ $item.id }}"}


@dataclass(frozen=True, slots=True)
class Asked:
    """JSONata for what is asked of an item, by name, and for what is said then.

    `change` binds what the item holds then, if that is something else.
    """

    parts: Mapping[str, str]
    said: str = ""
    change: str = ""


def reading(place: Place, said: str) -> tuple[Step, ...]:
    """The steps that read an item; `said` is JSONata for what is said of it."""
    return _kept(place), Step("transform", {"expression": place.whole(said)}, "said")


def writing(place: Place, made: str) -> tuple[Step, ...]:
    """The steps that read an item and write it; `made` is JSONata for its new `row` and what is `said`."""
    return (
        _kept(place),
        Step("transform", {"expression": place.whole(made)}, "made"),
        _in_table(place, "keep", operation="put", item="{{ $input.row }}"),
        Step("transform", {"expression": f"$nodes.`{OWN}made`.said"}, "said"),
    )


def dropping(place: Place, said: str) -> tuple[Step, ...]:
    """The steps that delete an item, read or not."""
    drop = _in_table(place, "drop", operation="delete", key=_KEY)
    return drop, Step("transform", {"expression": said}, "said")


def _kept(place: Place) -> Step:
    return _in_table(place, "kept", operation="get", key=_KEY, consistent=True)


def _in_table(place: Place, suffix: str, **config: Any) -> Step:  # noqa: ANN401 - any JSON
    return Step("database", {"table": TABLE, **config}, suffix, properties=retrying(place))

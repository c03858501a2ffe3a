"""States with states in them: Map and Parallel."""

from typing import Any, Final

from exeoflow.expressions.jsonata import element, enclosed, required
from exeoflow.importers.asl.drawing import Block, Outlet, Way
from exeoflow.importers.asl.failing import catching, tried
from exeoflow.importers.asl.fields import JSONATA, arguments, entering
from exeoflow.importers.asl.here import Here
from exeoflow.importers.asl.json_path import needed_at, template
from exeoflow.importers.asl.jsonata import renamed
from exeoflow.importers.asl.reasons import Refused
from exeoflow.importers.asl.tasks import of_config

_MOST_AT_A_TIME: Final = 40
_NOT_HERE: Final = ("ToleratedFailurePercentage", "ToleratedFailureCount", "ResultWriter", "ItemBatcher")


def draw_map(here: Here) -> Block:
    """A loop over the items."""
    state, [scope] = here.state, here.scopes
    if scope is None or "ItemReader" in state:
        raise Refused("field", field="ItemReader" if scope else "ItemProcessor")
    for name in _NOT_HERE:
        if name in state:
            raise Refused("field", field=name)
    if (state.get("ItemProcessor") or {}).get("ProcessorConfig", {}).get("Mode") == "DISTRIBUTED":
        here.note("distributed")
    config = {"items": of_config(_items(here)), "concurrency": _concurrency(here)}
    own = here.add("", "for_each", config, **tried(here))
    caught = catching(here, own)
    kept = here.transform("item", '{"value": $item, "index": $index}')
    begun = here.transform("each", _selected(here, f"$nodes.`{kept}`.value"))
    here.drawing.connect(Outlet(own, "loop"), kept)
    here.drawing.connect(Outlet(kept), begun)
    first, ends = here.draw(scope, here.variables, here.name)
    here.drawing.connect(Outlet(begun), first)
    for outlet in ends:
        here.drawing.connect(outlet, own)
    outlet = here.resulting(Outlet(own, "done"))
    return Block(here.begun(own), (Way(outlet, here.next()), *caught))


def _items(here: Here) -> Any:  # noqa: ANN401 - any JSON
    state, names = here.state, here.names()
    if here.language == JSONATA:
        return renamed(state["Items"], names) if "Items" in state else enclosed(names.input)
    start = entering(state, names, here.language)
    return enclosed(needed_at(state.get("ItemsPath", "$"), names, start))


def _selected(here: Here, value: str) -> str:
    """What the states within are given of an item."""
    state, names = here.state, here.names(here.given)
    written = state.get("ItemSelector", state.get("Parameters"))
    if written is None:
        return value
    if here.language == JSONATA:
        return required(renamed(written, names))
    return required(template(written, names, entering(state, names, here.language)))


def _concurrency(here: Here) -> int:
    most = here.state.get("MaxConcurrency", 0)
    if not isinstance(most, int) or "MaxConcurrencyPath" in here.state:
        here.note("field-left-out", field="MaxConcurrency")
        return 1
    if most > _MOST_AT_A_TIME:
        here.note("field-left-out", field="MaxConcurrency")
    return min(most or _MOST_AT_A_TIME, _MOST_AT_A_TIME)


def draw_parallel(here: Here) -> Block:
    """A fork and a join; within a loop of one where its errors are caught or it is tried again."""
    handed = arguments(here.state, here.names(), here.language)
    given = "$input" if handed is None else required(handed)
    if not here.state.get("Catch") and not here.state.get("Retry"):
        own = here.transform("", given)
        outlet = here.resulting(Outlet(_joined(here, own)))
        return Block(here.begun(own), (Way(outlet, here.next()),))
    own = here.add("", "for_each", {"items": f'{{{{ [{{"input": {given}}}] }}}}'}, **tried(here))
    caught = catching(here, own)
    fork = here.transform("fork", "$item.input")
    here.drawing.connect(Outlet(own, "loop"), fork)
    here.drawing.connect(Outlet(_joined(here, fork)), own)
    only = here.transform("only", "$input[0]")
    here.drawing.connect(Outlet(own, "done"), only)
    outlet = here.resulting(Outlet(only))
    return Block(here.begun(own), (Way(outlet, here.next()), *caught))


def _joined(here: Here, fork: str) -> str:
    """Draw the branches behind a node; the node that lists their results."""
    ends: list[str] = []
    join = here.add("join", "merge", {"mode": "object"})
    for position, scope in enumerate(here.scopes):
        if scope is None:
            raise Refused("field", field="Branches")
        first, outlets = here.draw(scope, here.variables, here.name)
        here.drawing.connect(Outlet(fork), first)
        ends.append(here.transform(f"end{position}", "$input"))
        for outlet in outlets:
            here.drawing.connect(outlet, ends[-1])
        here.drawing.connect(Outlet(ends[-1]), join)
    results = ", ".join(element(f"$input.`{each}`") for each in ends)
    listed = here.transform("results", f"[{results}]")
    here.drawing.connect(Outlet(join), listed)
    return listed

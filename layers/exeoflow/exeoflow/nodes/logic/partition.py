"""The node that parts a list: each handle carries the items of its case."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exeoflow.expressions.jsonata import enclosed, first_of, text_of
from exeoflow.nodes.fields import INPUT, Config, HandleName, ItemExpressionText, Items, check_handles, example
from exeoflow.nodes.lowering import Bindings, Value
from exeoflow.nodes.lowering.items import column, kept, listed, rows
from exeoflow.nodes.node_type import ERROR_HANDLE, HandleInField, HandlePerEntry, Kind, NodeType

_FEW = 2
"""So many lists are written one by one, each as a filter; more of them are made in one pass."""


class PartitionCase(Config):
    """A handle and the expression that says which items it carries."""

    handle: HandleName
    expression: ItemExpressionText


class PartitionConfig(
    Config,
    json_schema_extra=example(
        items="{{ $input.orders }}",
        cases=[{"handle": "large", "expression": "$item.total > 1000"}],
        default="small",
    ),
):
    """Parts a list: each item goes to the first case that holds for it, or to every such case."""

    items: Items = INPUT
    cases: Annotated[tuple[PartitionCase, ...], Field(min_length=1, max_length=100)]
    mode: Literal["first", "all"] = "first"
    default: HandleName | None = None

    @model_validator(mode="after")
    def _check_handles(self) -> Self:
        default = () if self.default is None else (self.default,)
        check_handles((*(case.handle for case in self.cases), *default), {ERROR_HANDLE})
        return self


def lower_partition(config: PartitionConfig, bindings: Bindings) -> Value:
    """An object with the list of each handle."""
    conditions = [f"$boolean({bindings.expression(case.expression, own_item=True)})" for case in config.cases]
    handles = [case.handle for case in config.cases]
    chosen = _chosen(conditions, config.mode)
    if config.default is not None:
        handles.append(config.default)
        chosen.append(_none_of(conditions))
    if len(handles) <= _FEW:
        items = listed(config.items, bindings)
        return Value(
            {handle: enclosed(kept(items, text)) for handle, text in zip(handles, chosen, strict=True)}
        )
    return Value(enclosed(_parted(config, bindings, conditions, handles)), is_costly=True)


def _chosen(conditions: list[str], mode: str) -> list[str]:
    """For each case when an item is its own."""
    if mode == "all":
        return list(conditions)
    return [
        first_of([(each, "false") for each in conditions[:number]], condition)
        for number, condition in enumerate(conditions)
    ]


def _none_of(conditions: list[str]) -> str:
    return first_of([(each, "false") for each in conditions], "true")


def _parted(config: PartitionConfig, bindings: Bindings, conditions: list[str], handles: list[str]) -> str:
    """All lists from one pass over the items: what holds for each, then who gets it."""
    if config.mode == "first":
        numbered = [(each, str(number)) for number, each in enumerate(conditions)]
        fields = {"item": "$item", "case": first_of(numbered, str(len(conditions)))}
        asked = [f"$_row.case = {number}" for number in range(len(handles))]
    else:
        said = {f"c{number}": f"{each} = true" for number, each in enumerate(conditions)}
        fields = {"item": "$item", **said}
        asked = [f"$_row.{name}" for name in said]
        asked += [_none_of(asked)] * (len(handles) - len(asked))
    parts = ", ".join(
        f"{text_of(handle)}: {_taken(condition)}" for handle, condition in zip(handles, asked, strict=True)
    )
    return f"($_rows := {rows(config.items, fields, bindings)}; {{{parts}}})"


def _taken(condition: str) -> str:
    return column(f"$map($_rows, function($_row) {{ ({condition}) ? $_row }})", "item")


PARTITION = NodeType(
    "partition",
    Kind.LOGIC,
    PartitionConfig,
    lower_partition,
    (HandlePerEntry("cases", "handle"), HandleInField("default")),
    parts_its_output=True,
)

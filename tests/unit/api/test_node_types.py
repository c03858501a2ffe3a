"""What an editor is told of the types of node."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]  # has no types of its own
import pytest

from exeoflow.api.node_types.answers import NodeTypeShown
from exeoflow.api.node_types.description import node_types_shown
from exeoflow.nodes.table import NODE_TYPES

SHOWN = {each["type"]: each for each in node_types_shown(NODE_TYPES.values())["node_types"]}


def test_every_type_is_shown_in_the_order_of_the_documentation() -> None:
    assert list(SHOWN) == list(NODE_TYPES)


@pytest.mark.parametrize("shown", SHOWN.values(), ids=lambda shown: shown["type"])
def test_an_example_is_allowed_by_the_schema_and_by_the_type(shown: NodeTypeShown) -> None:
    jsonschema.validate(shown["example"], shown["config"])

    NODE_TYPES[shown["type"]].config.model_validate(shown["example"])


@pytest.mark.parametrize(
    ("node_type", "handles"),
    [
        ("set", [{"name": None}]),
        ("condition", [{"name": "true"}, {"name": "false"}]),
        ("switch", [{"each": "cases[].handle"}, {"name": "default"}]),
        ("wait", [{"name": None}, {"name": "timeout", "when": "call"}]),
        ("partition", [{"each": "cases[].handle"}, {"each": "default"}]),
        ("placeholder", [{"each": "handles[]"}]),
        ("stop", []),
    ],
)
def test_handles_are_names_or_the_rule_for_them(node_type: str, handles: list[Any]) -> None:
    assert SHOWN[node_type]["handles"] == handles


def test_fields_with_expressions_are_told_with_their_form() -> None:
    assert SHOWN["aggregate"]["expressions"] == [
        {"field": "items", "form": "template"},
        {"field": "values[].expression", "form": "item_expression"},
        {"field": "group_by", "form": "item_expression"},
    ]
    assert SHOWN["condition"]["expressions"] == [{"field": "expression", "form": "expression"}]


def test_what_means_something_is_told() -> None:
    facts = {
        name: (shown["takes_on_error"], shown["takes_retry"], shown["takes_timeout"], shown.get("task_when"))
        for name, shown in SHOWN.items()
    }

    assert facts["trigger"] == (False, False, False, None)
    assert facts["set"] == (True, False, False, None)
    assert facts["http_request"] == (True, True, True, None)
    assert facts["approval"] == (True, True, False, None)
    assert facts["wait"] == (True, True, False, "call")


def test_words_are_there_in_both_languages() -> None:
    assert SHOWN["wait"]["texts"]["de"]["title"] == "Warten"
    assert SHOWN["wait"]["texts"]["en"]["title"] == "Wait"

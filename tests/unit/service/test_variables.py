"""Variables: set, read, deleted, and warned of where they are missing."""

from typing import Any

import pytest

from exeoflow.errors import InvalidRequest, TooManyVariables, VariableNotFound, VariablesChanged
from exeoflow.model.json import Json
from exeoflow.model.page import PageRequest
from exeoflow.model.variables import MAX_BYTES, MAX_VARIABLES, Variable, Variables
from exeoflow.model.workflows.stored_workflow import Graph
from exeoflow.service.variables.read import get_variable, list_variables
from exeoflow.service.variables.write import delete_variable, set_variable
from exeoflow.service.workflows.create import NewWorkflow
from exeoflow.service.workflows.validate import validate_workflow
from tests.fakes.ports import FakePorts, fake_ports


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()


@pytest.mark.parametrize("value", ["eu", "", 5, 1.5, True, None, [1], {"a": {"b": []}}])
def test_a_variable_holds_any_json(ports: FakePorts, value: Json) -> None:
    variable = set_variable(ports, "acme", "region", value)

    assert variable == get_variable(ports, "acme", "region") == Variable("region", value, ports.clock.now())


def test_a_workspace_has_its_own_variables(ports: FakePorts) -> None:
    set_variable(ports, "acme", "region", "eu")
    set_variable(ports, "other", "region", "us")

    delete_variable(ports, "other", "region")

    assert get_variable(ports, "acme", "region").value == "eu"
    for use in (get_variable, delete_variable):
        with pytest.raises(VariableNotFound):
            use(ports, "other", "region")


def test_a_list_is_in_the_order_of_names(ports: FakePorts) -> None:
    for name in ("b", "_", "a", "B"):
        set_variable(ports, "acme", name, 1)

    page = list_variables(ports, "acme", PageRequest(2, 2))

    assert [each.name for each in page.items] == ["a", "b"]
    assert page.total == 4


def test_setting_the_same_again_changes_nothing_and_something_else_does(ports: FakePorts) -> None:
    first = set_variable(ports, "acme", "n", 1)
    ports.clock.advance(minutes=1)

    assert set_variable(ports, "acme", "n", 1) == first
    assert ports.variables.get("acme").revision == 1
    assert set_variable(ports, "acme", "n", value=True).updated_at > first.updated_at
    assert get_variable(ports, "acme", "n").value is True


@pytest.mark.parametrize("name", ["", "1a", "a-b", "größe", "a b", "a" * 65, "a.b", "$a", "a\n"])
def test_a_name_is_one_that_expressions_can_read(ports: FakePorts, name: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        set_variable(ports, "acme", name, 1)

    assert [fault.rule for fault in refusal.value.faults] == ["variable-name"]
    set_variable(ports, "acme", "a" * 64, 1)


def test_all_variables_together_have_a_limit(ports: FakePorts) -> None:
    set_variable(ports, "acme", "a", "ü" * (MAX_BYTES // 2 - 10))

    with pytest.raises(InvalidRequest) as refusal:
        set_variable(ports, "acme", "b", "x" * 20)

    assert [fault.rule for fault in refusal.value.faults] == ["variables-too-large"]
    set_variable(ports, "acme", "a", "short")
    set_variable(ports, "acme", "b", "x" * 20)


def test_a_workspace_has_room_for_so_many(ports: FakePorts) -> None:
    for number in range(MAX_VARIABLES):
        set_variable(ports, "acme", f"v{number}", number)

    with pytest.raises(TooManyVariables):
        set_variable(ports, "acme", "another", 1)
    set_variable(ports, "acme", "v1", "in place of another")


def test_of_two_at_once_both_are_stored(ports: FakePorts) -> None:
    get, others = ports.variables.get, ["other"]

    def get_before_another_sets(workspace: str) -> Variables:
        found = get(workspace)
        if others:
            set_variable(ports, workspace, others.pop(), 2)
        return found

    ports.variables.get = get_before_another_sets  # type: ignore[method-assign]

    set_variable(ports, "acme", "mine", 1)

    assert ports.variables.get("acme").by_name.keys() == {"mine", "other"}


def test_who_is_overtaken_again_and_again_gives_up(ports: FakePorts) -> None:
    ports.variables.replace = lambda *_: False  # type: ignore[method-assign]

    with pytest.raises(VariablesChanged):
        set_variable(ports, "acme", "a", 1)


def graph(*texts: Any) -> Graph:
    nodes = [
        {"id": f"n{at}", "type": "set", "config": {"values": {"a": text}}} for at, text in enumerate(texts)
    ]
    edges = [{"source": "t", "target": node["id"]} for node in nodes]
    return Graph(({"id": "t", "type": "trigger"}, *nodes), tuple(edges))  # type: ignore[arg-type]


def test_a_variable_that_is_not_set_is_a_warning(ports: FakePorts) -> None:
    set_variable(ports, "acme", "region", "eu")
    drawn = graph(
        "{{ $vars.region }} {{ $vars.regoin }}",
        "{{ $vars.`other one`.x & $vars.regoin }}",
        "{{ $count($keys($vars)) }}",
    )

    validation = validate_workflow(ports, "acme", NewWorkflow("W", graph=drawn))

    assert validation.is_valid
    assert [(fault.rule, fault.path, fault.values["variable"]) for fault in validation.diagnostics] == [
        ("variable-unknown", "nodes[1].config.values.a", "regoin"),
        ("variable-unknown", "nodes[2].config.values.a", "other one"),
        ("variable-unknown", "nodes[2].config.values.a", "regoin"),
    ]


def test_a_workflow_without_variables_is_not_warned_of(ports: FakePorts) -> None:
    assert validate_workflow(ports, "acme", NewWorkflow("W", graph=graph("plain"))).diagnostics == ()

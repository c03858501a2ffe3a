"""Redis as items of a table: what n8n's client gives of the same commands is what is given here."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from tests.oracle.interpreter.environment import Answer, Reply
from tests.oracle.json_value import Json
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import imported_machine
from tests.unit.importers.n8n.test_computed import codes, imported, status
from tests.unit.importers.n8n.test_static_data import Table


class Store(Table):
    """A table whose items can be deleted, too."""

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Delete where that is asked for."""
        if isinstance(request, Mapping) and "Key" in request and "ReturnValues" in request:
            self.rows.pop(request["Key"]["id"]["S"], None)
            return Answer(0.0, {})
        return Table.answer(self, node_id, request, attempt)


@cache
def machine(parameters: str) -> Any:
    done = imported("redis", json.loads(parameters), 1)
    assert status(done) == "approximated", done.nodes
    return imported_machine(done, id="w1")


def given(table: Table, parameters: Mapping[str, Any], *items: Mapping[str, Any]) -> Any:
    """What a node gives of its items; None where it fails."""
    return simulate(machine(json.dumps(parameters)), list(items) or [{"n": 1}], table).outcome.output


def held(table: Table, key: str = "k", **more: Any) -> Any:
    [item] = given(table, {"operation": "get", "key": key, "propertyName": "v", "options": {}, **more})
    return item["v"]


SET = {"operation": "set", "key": "k"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "a"),
        ("", ""),
        ("={{ {'a': 1, 'b': 'c'} }}", {"a": "1", "b": "c"}),
    ],
)
def test_a_key_is_set_and_read(value: str, expected: Any) -> None:
    table = Store()

    assert given(table, {**SET, "value": value}) == [{"n": 1}]
    assert held(table) == expected


@pytest.mark.parametrize(
    ("kind", "absent"), [("automatic", None), ("string", None), ("hash", {}), ("list", []), ("sets", [])]
)
def test_a_key_that_is_not_there_is_what_its_kind_has_for_that(kind: str, absent: Any) -> None:
    assert held(Store(), keyType=kind) == absent


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("string", ["={{ 3 }}"], "3"),
        ("string", ["={{ [1, 2] }}"], "1,2"),
        ("hash", ['{"a": 1}', '{"b": true, "a": 2}'], {"a": "2", "b": "true"}),
        ("sets", ["a", "b", "a"], ["a", "b"]),
        ("sets", ["={{ ['a', 'b'] }}", "={{ ['b', 'c'] }}"], ["a", "b", "c"]),
    ],
)
def test_a_kind_that_is_chosen_says_what_a_value_is(kind: str, values: list[str], expected: Any) -> None:
    table = Store()

    for value in values:
        given(table, {**SET, "keyType": kind, "value": value})

    assert held(table, keyType=kind) == held(table) == expected


def test_what_is_pushed_comes_first_or_last_and_members_are_set_where_there_are_some() -> None:
    table = Store()
    push = {"operation": "push", "list": "k"}

    for tail, message in ((False, "b"), (False, "a"), (True, "c")):
        assert given(table, {**push, "messageData": message, "tail": tail}) == [{"n": 1}]

    assert given(table, {"operation": "llen", "list": "k"}) == [{"k": 3}]
    assert held(table) == held(table, keyType="list") == ["a", "b", "c"]
    given(table, {**SET, "value": "={{ ['x', 'y'] }}"})
    assert held(table) == ["x", "y", "c"]
    assert given(table, {**SET, "value": "={{ [1, 2, 3, 4] }}"}) is None


def test_a_key_counts_up_from_nothing_for_each_item() -> None:
    table = Store()

    assert given(
        table, {"operation": "incr", "key": "={{ $json.k }}"}, {"k": "a"}, {"k": "a"}, {"k": "b"}
    ) == [
        {"a": 1},
        {"a": 2},
        {"b": 1},
    ]
    assert held(table, "a") == "2"


def test_a_deleted_key_is_not_there_and_its_item_goes_on() -> None:
    table = Store()
    given(table, {**SET, "value": "a"})

    assert given(table, {"operation": "delete", "key": "k"}) == [{"n": 1}]
    assert held(table) is None


def test_a_key_that_has_expired_is_not_there_and_one_that_is_set_anew_stays() -> None:
    table = Store()
    given(table, {**SET, "value": "a", "expire": True, "ttl": 100})
    [row] = table.rows.values()
    assert int(row["expires_at"]["N"]) > 100
    assert held(table) == "a"
    row["expires_at"]["N"] = "1"
    assert held(table) is None

    given(table, {**SET, "value": "b"})
    assert held(table) == "b"
    assert "expires_at" not in table.rows["redis/k"]


def test_a_key_that_counts_up_stays_as_long_as_it_would_have() -> None:
    table = Store()
    given(table, {"operation": "incr", "key": "k", "expire": True})
    at = table.rows["redis/k"]["expires_at"]

    given(table, {"operation": "incr", "key": "k"})

    assert table.rows["redis/k"]["expires_at"] == at


@pytest.mark.parametrize(
    "parameters",
    [
        {"operation": "incr", "key": "k"},
        {"operation": "push", "list": "k", "messageData": "a"},
        {"operation": "get", "key": "k", "keyType": "hash"},
        {**SET, "keyType": "hash", "value": "={{ 3 }}"},
        {**SET, "keyType": "string", "value": "={{ null }}"},
        {**SET, "value": "={{ 3 }}"},
        {"operation": "push", "list": "l", "messageData": "={{ 3 }}"},
    ],
)
def test_what_redis_or_its_client_refuses_fails(parameters: dict[str, Any]) -> None:
    table = Store()
    given(table, {**SET, "value": "a"})

    assert given(table, parameters) is None


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("a.b", {}, {"a": {"b": "x"}}),
        ("a.b", {"dotNotation": False}, {"a.b": "x"}),
        ("={{ 'a.' + 'b' }}", {}, {"a": {"b": "x"}}),
        ("={{ 'a.' + 'b' }}", {"dotNotation": False}, {"a.b": "x"}),
    ],
)
def test_the_name_of_a_value_may_have_dots(name: str, options: dict[str, Any], expected: Any) -> None:
    table = Store()
    given(table, {**SET, "value": "x"})

    assert given(table, {"operation": "get", "key": "k", "propertyName": name, "options": options}) == [
        expected
    ]


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"operation": "pop", "list": "k"},
        {"operation": "get", "key": "k", "keyType": "stream"},
        {**SET, "keyType": "stream"},
        {**SET, "keyType": "hash", "valueIsJSON": False},
    ],
)
def test_what_a_table_cannot_do_is_told(parameters: dict[str, Any]) -> None:
    assert codes(imported("redis", parameters, 1)) >= {"setting-unsupported"}


def test_a_key_that_is_empty_and_what_happens_to_failures_is_told() -> None:
    done = imported("redis", {"operation": "delete"}, 1, onError="continueRegularOutput")

    assert codes(done) >= {"setting-empty", "error-of-expression", "redis-by-table"}

"""Exports that somebody has edited by hand are answered, whatever is in them."""

import random
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import import_export
from exeoflow.importers.n8n.reading import export_of, parse_export
from exeoflow.importers.n8n.report import report_of
from exeoflow.importers.n8n.source import Export
from tests.n8n.judging import lines_of
from tests.n8n.running import Ran, run_case

ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1e99,
    "",
    "={{ $json.a",
    "={{ }}",
    "={{ (",
    "__proto__",
    [],
    {},
    [[]],
    [None],
]


def changed(value: Any, chance: random.Random) -> Any:
    if chance.random() < 0.03:
        return chance.choice(ODD)
    if isinstance(value, dict):
        return {key: changed(each, chance) for key, each in value.items() if chance.random() > 0.01}
    if isinstance(value, list):
        return [changed(each, chance) for each in value]
    return value


def test_whatever_is_changed_is_answered() -> None:
    chance = random.Random(16)  # noqa: S311 - no secret
    for line in list(lines_of("visible.jsonl.gz"))[::8]:
        export = export_of(changed(line["workflow"], chance))
        if isinstance(export, Export):
            done = import_export(export)
            assert report_of(done, "de")["summary"]["nodes"] == len(done.nodes)


def exported(nodes: list[Any], connections: dict[str, Any]) -> Export:
    export = export_of({"nodes": nodes, "connections": connections})
    assert isinstance(export, Export)
    return export


def arrow(name: str) -> dict[str, Any]:
    return {"main": [[{"node": name, "type": "main", "index": 0}]]}


def test_names_that_occur_twice_and_arrows_to_nowhere_are_told() -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": "n8n-nodes-base.noOp", "typeVersion": 1},
        {"name": "a", "type": "n8n-nodes-base.noOp", "typeVersion": 1},
    ]

    done = import_export(exported(nodes, {"go": arrow("a"), "a": arrow("gone")}))

    told = [[reason.code for reason in each.reasons] for each in done.nodes]
    assert told == [[], ["arrow-to-nowhere"], ["never-runs"]]


@pytest.mark.parametrize(("version", "is_told"), [({}, True), ({"typeVersion": 1}, False)])
def test_a_node_whose_version_is_not_said_is_told(version: dict[str, Any], *, is_told: bool) -> None:
    if_ = {"name": "if", "type": "n8n-nodes-base.if", "parameters": {"conditions": {}}}

    done = import_export(exported([{**if_, **version}], {}))

    assert ("version-missing" in {reason.code for each in done.nodes for reason in each.reasons}) is is_told


def test_an_arrow_that_is_drawn_twice_runs_what_it_leads_to_twice() -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": "n8n-nodes-base.noOp"},
        {"name": "b", "type": "n8n-nodes-base.noOp"},
    ]
    connections = {"go": {"main": [arrow("a")["main"][0] * 2]}, "a": arrow("b")}

    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{"n": 1}]})

    assert isinstance(ran, Ran)
    assert ran.nodes["b"] == [[[{"n": 1}]], [[{"n": 1}]]]


SHARING: dict[str, tuple[str, float, dict[str, Any]]] = {
    "renameKeys": (
        "renameKeys",
        1,
        {
            "keys": {"key": [{"currentKey": "o", "newKey": "p"}]},
            "additionalOptions": {"regexReplacement": {"replacements": [{"searchRegex": "a"}]}},
        },
    ),
    "compareDatasets": (
        "compareDatasets",
        2.3,
        {
            "mergeByFields": {"values": [{"field1": "id", "field2": "id"}]},
            "resolve": "mix",
            "exceptWhenMix": "age",
        },
    ),
    "merge": (
        "merge",
        3,
        {
            "mode": "combine",
            "combineBy": "combineAll",
            "options": {"clashHandling": {"values": {"overrideEmpty": True, "mergeMode": "deepMerge"}}},
        },
    ),
}


@pytest.mark.parametrize("kind", SHARING)
def test_what_n8n_changes_in_place_is_told_of_all_that_have_the_same_items(kind: str) -> None:
    type_, version, parameters = SHARING[kind]
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "beside", "type": "n8n-nodes-base.noOp", "typeVersion": 1},
        {"name": "it", "type": f"n8n-nodes-base.{type_}", "typeVersion": version, "parameters": parameters},
    ]
    into = [{"node": "it", "type": "main", "index": index} for index in (0, 1)]
    connections = {"go": {"main": [arrow("beside")["main"][0] + into[: 1 if kind == "renameKeys" else 2]]}}

    done = import_export(exported(nodes, connections))

    assert [[reason.code for reason in each.reasons] for each in done.nodes] == [
        [],
        ["items-shared"],
        ["items-shared"],
    ]


def test_a_cycle_of_plain_nodes_is_a_loop() -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": "n8n-nodes-base.noOp"},
        {"name": "b", "type": "n8n-nodes-base.noOp"},
    ]

    done = import_export(exported(nodes, {"go": arrow("a"), "a": arrow("b"), "b": arrow("a")}))

    assert {"source": "b", "target": "a"} in done.workflow["connections"]


def test_a_file_without_a_trigger_gets_one() -> None:
    done = import_export(exported([{"name": "a", "type": "n8n-nodes-base.noOp"}], {}))

    assert [node["type"] for node in done.workflow["nodes"]] == ["transform", "trigger", "transform"]


@pytest.mark.parametrize("data", [b"\xff", b"", b"[" * 100_000, b'{"nodes": ' * 50_000])
def test_bytes_that_are_no_export_are_refused(data: bytes) -> None:
    assert not isinstance(parse_export(data), Export)


@pytest.mark.parametrize("opening", ['{"a":', "["])
def test_parameters_that_are_nested_deeply_are_told(opening: str) -> None:
    deep = opening * 400 + "1" + ("}" if opening == '{"a":' else "]") * 400
    data = f"""{{"nodes": [
        {{"name": "go", "type": "n8n-nodes-base.manualTrigger"}},
        {{"name": "a", "type": "n8n-nodes-base.set", "parameters": {{"values": {deep}}}}}
    ], "connections": {{"go": {{"main": [[{{"node": "a"}}]]}}}}}}"""

    export = parse_export(data.encode())

    assert isinstance(export, Export)
    assert len(import_export(export).nodes) == 2

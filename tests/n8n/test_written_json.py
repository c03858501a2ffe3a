"""Expressions in JSON that is written into a Set node are replaced one by one, whatever they yield."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case


def set_of(parameters: dict[str, Any], version: float, items: list[Any]) -> list[Any]:
    """What a Set node makes of the items; an empty list if it fails."""
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger", "parameters": {}},
        {"name": "s", "type": "n8n-nodes-base.set", "typeVersion": version, "parameters": parameters},
    ]
    connections = {"go": {"main": [[{"node": "s", "type": "main", "index": 0}]]}}
    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": items})
    assert isinstance(ran, Ran), ran.diagnostics
    return [item for run in ran.nodes["s"] for output in run for item in output]


MENDED = {"m": "a\nb\tc", "w": "x", "e": None, "l": [1]}
KEPT = {"n": 1e21, "b": True, "q": 'true: ,} " undefined'}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            '={"o": {{ $json.o }}, "l": {{ $json.l }}, "n": {{ $json.gone }}}',
            [{"o": {"a": 1}, "l": [1], "n": None}],
        ),
        ('={"m": "{{ $json.m }}", "w": {{ $json.t }}, "e": {{ \'\' }}, "l": [1,],}', [MENDED]),
        ('={"n": {{ 1e21 }}, "b": {{ true }}, "q": "true: ,} \\" undefined"}', [KEPT]),
        ('={"q": "a "{{ $json.t }}" b"}', []),
        (
            '={"o": {{ $json.o }}, "l": {{ $json.l }}, "n": "{{ $json.gone.x }}"}',
            [{"o": {"a": 1}, "l": [1], "n": "undefined"}],
        ),
        ('={"z": {{ $json.z }}, "t": "{{ $json.t }}", "e": "{{ \'\' }}"}', [{"z": None, "t": "x", "e": ""}]),
        ("={{ $json.o }}\n", [{"a": 1}]),
        ("={{ $json.o }}", [{"a": 1}]),
    ],
)
def test_expressions_in_written_json(written: str, expected: list[Any]) -> None:
    item = {"o": {"a": 1}, "l": [1], "z": None, "t": "x", "m": "a\nb\tc"}

    assert set_of({"mode": "raw", "jsonOutput": written}, 3.4, [item]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('={"o": {{ $json.o }}}', {"o": {"a": 1}}),
        ("={{ $json.o }}", {"a": 1}),
        ("={{ JSON.parse($json.t) }}", None),
    ],
)
def test_a_field_with_an_object_that_is_written_as_json(written: str, expected: Any) -> None:
    row = {"name": "f", "type": "objectValue", "objectValue": written}
    parameters = {"fields": {"values": [row]}, "include": "none"}

    assert set_of(parameters, 3.2, [{"o": {"a": 1}, "t": "no JSON"}]) == [{"f": expected}]

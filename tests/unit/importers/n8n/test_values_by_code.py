"""Nodes that hand on their items although only code can evaluate one of their settings."""

from tests.n8n.running import Ran, run_case
from tests.unit.importers.n8n.test_computed import imported, run

BY_CODE = "={{ (() => { let n = $json.n; return 0; })() }}"


def test_a_wait_gives_its_items_on() -> None:
    done = imported("wait", {"amount": BY_CODE, "unit": "seconds"})

    assert run(done, [{"n": 1}, {"n": 2}]) == [{"n": 1}, {"n": 2}]


def test_an_answer_with_a_header_is_of_the_items() -> None:
    headers = {"entries": [{"name": "x", "value": BY_CODE}]}

    done = imported("respondToWebhook", {"options": {"responseHeaders": headers}})

    answer = next(each for each in done.workflow["nodes"] if each["type"] == "respond")
    assert answer["config"]["body"] == "{{ $nodes.`it_arrives`[0] }}"


def test_a_field_is_evaluated_once_by_code_that_spells_what_is_no_number_of_json() -> None:
    field = {"name": "a", "type": "string", "value": "={{ (() => { let n = $json.n; return n / 0; })() }}"}

    done = imported("set", {"assignments": {"assignments": [field]}}, version=3.4)

    source = next(each for each in done.workflow["nodes"] if each["type"] == "code")["config"]["source"]
    assert source.count("$json.n") == 1
    assert run(done, [{"n": 1}, {"n": -1}]) == [{"a": "Infinity"}, {"a": "-Infinity"}]


def test_code_may_read_a_node_on_another_branch_that_comes_first() -> None:
    read = "={{ (() => { let x = $('first').first().json.x; return x + $json.k; })() }}"
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0]},
        *(
            {
                "name": name,
                "type": "n8n-nodes-base.set",
                "typeVersion": 3.4,
                "position": [10, y],
                "parameters": {
                    "assignments": {"assignments": [{"name": "x", "type": "string", "value": value}]}
                },
            }
            for name, y, value in (("first", 0, "q"), ("then", 10, read))
        ),
    ]
    arrows = [[{"node": name, "type": "main", "index": 0} for name in ("first", "then")]]

    ran = run_case(
        {"nodes": nodes, "connections": {"start": {"main": arrows}}}, "start", {"start": [{"k": 1}]}
    )

    assert isinstance(ran, Ran), ran
    assert ran.nodes["then"] == [[[{"x": "q1"}]]]

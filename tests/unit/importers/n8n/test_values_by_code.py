"""Nodes that hand on their items although only code can evaluate one of their settings."""

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

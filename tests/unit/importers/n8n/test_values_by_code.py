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

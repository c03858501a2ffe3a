"""Nodes of code and of foreign data, wherever their functions run: in containers too."""

from tests.e2e.api import Api
from tests.e2e.workflows import chain, node


def test_javascript_runs(api: Api) -> None:
    source = "console.log('n', $input.n); return {n: $input.n * 2, at: DateTime.fromMillis(0).toISO()}"

    execution = api.run(chain(node("code", "code", source=source)), {"n": 21})

    assert execution["output"] == {"n": 42, "at": "1970-01-01T00:00:00.000Z"}


def test_python_runs(api: Api) -> None:
    source = (
        "import statistics\nprint('n =', len(input['ns']))\nreturn {'mean': statistics.mean(input['ns'])}"
    )

    execution = api.run(chain(node("code", "code", language="python", source=source)), {"ns": [1, 2, 6]})

    assert execution["output"] == {"mean": 3}


def test_an_error_of_code_has_its_name_and_its_line(api: Api) -> None:
    execution = api.run(chain(node("code", "code", source="let a;\nreturn a.b")))

    assert execution["status"] == "failed"
    assert execution["error"]["code"] == "Code.Failed"
    assert execution["error"]["message"].endswith("(line 2)")


def test_xml_is_read_as_data(api: Api) -> None:
    parse = node("tree", "parse", format="xml", text="{{ $input.body }}", lists=["item"])

    execution = api.run(chain(parse), {"body": "<order id='7'><item>tea</item></order>"})

    assert execution["output"] == {"order": {"@id": "7", "item": ["tea"]}}

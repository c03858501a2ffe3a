"""Files of requests that may fail, files that are gathered in one item, and what is said of files."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Bytes, Services
from tests.oracle.interpreter.environment import Failure
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.families.files.test_files import (
    DOWNLOAD,
    PNG,
    RAW,
    SENT_PNG,
    base,
    http,
    imported,
    ran,
)
from tests.unit.importers.n8n.machines import connections_of, import_of, imported_machine

TEXT = Bytes(b"x", {"content-type": "text/plain", "content-disposition": 'attachment; filename="b.txt"'})
SENT_TEXT = {"content": "eA==", "encoding": "base64", "filename": "b.txt", "content_type": "text/plain"}
DRIVE = {
    "operation": "download",
    "fileId": {"__rl": True, "mode": "id", "value": "={{ $json.id }}"},
    "options": {},
}
GET = {"url": "=https://example.com/{{ $json.id }}"}
GATHER = {"aggregate": "aggregateAllItemData", "options": {"includeBinaries": True}}

NAME_OF_PAIRED = {
    "name": "n",
    "type": "string",
    "value": "={{ $('get').item.binary?.data?.fileName ?? 'none' }}",
}


def parting(*getting: Any, reader: dict[str, Any]) -> Import:
    """A node whose failing items leave by an output of their own, and a reader of the files of the others."""
    kind, version, parameters = getting
    nodes = [
        base("start", "executeWorkflowTrigger", {}),
        base("get", kind, parameters, version) | {"onError": "continueErrorOutput"},
        reader,
        base("bad", "noOp", {}),
    ]
    connections = connections_of({"start": [["get"]], "get": [[reader["name"]], ["bad"]]})
    return import_of({"name": "x", "nodes": nodes, "connections": connections})


@pytest.mark.parametrize(
    "getting",
    [("httpRequest", 4.2, DOWNLOAD), ("httpRequest", 4.2, GET), ("googleDrive", 3, DRIVE)],
)
def test_a_file_goes_on_where_another_one_fails(getting: Any) -> None:
    done = parting(*getting, reader=http("put", RAW | {"inputDataFieldName": "data"}))
    assert "unsupported" not in {str(each.status) for each in done.nodes}, done.nodes
    is_drive = getting[0] == "googleDrive"
    looked_up = [{"name": "b.txt", "mimeType": "text/plain"}] if is_drive else []
    answers = [*looked_up, Failure(0.0, "Http.Status404", "gone"), *looked_up, TEXT, {"ok": 1}]
    services = Services(answers=answers)

    outcome = simulate(imported_machine(done), [{"id": 1}, {"id": 2}], services).outcome

    assert outcome.output == {"put": [{"ok": 1}], "bad": [{"id": 1, "error": "gone"}]}
    assert services.requests[-1]["body"] == SENT_TEXT


def test_the_file_of_an_item_stays_its_own_behind_what_sorts_and_leaves_out() -> None:
    to_file = {"operation": "toText", "sourceProperty": "t", "options": {"fileName": "={{ $json.t }}.txt"}}
    number = {"name": "n", "type": "string", "value": "={{ $('start').item.json.t }}"}
    written = "={{ $('get').item.binary.data.fileName }} {{ $('get').first().binary.data.fileName }}"
    done = imported(
        base("get", "convertToFile", to_file, 1.1),
        base("number", "set", {"assignments": {"assignments": [number]}}, 3.4),
        base("sort", "sort", {"sortFieldsUi": {"sortField": [{"fieldName": "n"}]}}),
        base("last", "limit", {"maxItems": 2, "keep": "lastItems"}),
        base("set", "set", {"assignments": {"assignments": [NAME_OF_PAIRED | {"value": written}]}}, 3.4),
    )

    outcome, _ = ran(done, [{"t": each} for each in "cadb"], [])

    assert outcome.output == [{"n": "c.txt c.txt"}, {"n": "d.txt c.txt"}]


@pytest.mark.parametrize("leads", [[[], ["bad"]], [["bad"], ["bad"]]], ids=["bad", "both"])
@pytest.mark.parametrize(
    "reader",
    [
        base("bad", "set", {"assignments": {"assignments": [NAME_OF_PAIRED]}}, 3.4),
        base("bad", "code", {"jsCode": "return $('get').itemMatching(0).binary"}, 2),
    ],
    ids=["set", "code"],
)
def test_the_files_of_the_others_are_not_those_of_what_failed(
    leads: list[list[str]], reader: dict[str, Any]
) -> None:
    nodes = [
        base("start", "executeWorkflowTrigger", {}),
        base("get", "httpRequest", DOWNLOAD, 4.2) | {"onError": "continueErrorOutput"},
        reader,
    ]
    connections = connections_of({"start": [["get"]], "get": leads})

    done = import_of({"name": "x", "nodes": nodes, "connections": connections})

    assert "unsupported" in {str(each.status) for each in done.nodes if each.node.name == "bad"}


def test_the_first_file_is_found_behind_what_failed_too() -> None:
    name = {"name": "n", "type": "string", "value": "={{ $('get').first().binary?.data?.fileName ?? '-' }}"}
    nodes = [
        base("start", "executeWorkflowTrigger", {}),
        base("get", "httpRequest", DOWNLOAD, 4.2) | {"onError": "continueErrorOutput"},
        base("both", "set", {"assignments": {"assignments": [name]}}, 3.4),
    ]
    connections = connections_of({"start": [["get"]], "get": [["both"], ["both"]]})
    done = import_of({"name": "x", "nodes": nodes, "connections": connections})
    services = Services(answers=[Failure(0.0, "Http.Status404", "gone"), TEXT])

    outcome = simulate(imported_machine(done), [{"id": 1}, {"id": 2}], services).outcome

    assert outcome.output == {"both": [{"n": "b.txt"}], "both_copy2": [{"n": "b.txt"}]}


def test_an_answer_without_a_file_gives_none_where_others_fail() -> None:
    name = {"name": "n", "type": "string", "value": "={{ Object.keys($binary).length }}"}
    reader = base("count", "set", {"assignments": {"assignments": [name]}}, 3.4)
    done = parting("httpRequest", 4.2, GET, reader=reader)

    services = Services(answers=[{"a": 1}, TEXT])
    outcome = simulate(imported_machine(done), [{"id": 1}, {"id": 2}], services).outcome

    assert outcome.output == [{"n": "0"}, {"n": "1"}]


@pytest.mark.parametrize(("name", "sent"), [("data", SENT_PNG), ("data_1", SENT_TEXT), ("data_2", SENT_PNG)])
def test_an_item_of_all_items_has_their_files(name: str, sent: dict[str, str]) -> None:
    getting, sending = http("get", DOWNLOAD), http("put", RAW | {"inputDataFieldName": name})
    done = imported(getting, base("all", "aggregate", GATHER), sending)

    _, requests = ran(done, [{"id": 1}, {"id": 2}, {"id": 3}], [PNG, TEXT, PNG, {"ok": 1}])

    assert requests[-1]["body"] == sent
    assert [str(each.status) for each in done.nodes if each.node.name == "all"] == ["exact"]


def test_an_item_of_items_without_files_has_none() -> None:
    name = {"name": "n", "type": "string", "value": "={{ Object.keys($binary).length }}"}
    counting = base("count", "set", {"assignments": {"assignments": [name]}}, 3.4)
    done = imported(base("new", "set", {"assignments": {}}, 3.4), base("all", "aggregate", GATHER), counting)

    outcome, _ = ran(done, [{}, {}], [])

    assert outcome.output == [{"n": "0"}]


@pytest.mark.parametrize(
    "parameters",
    [
        GATHER,
        GATHER | {"include": "specifiedFields", "fieldsToInclude": "id"},
    ],
)
def test_files_of_which_nobody_knows_are_not_gathered(parameters: dict[str, Any]) -> None:
    done = imported(base("all", "aggregate", parameters), http("put", RAW | {"inputDataFieldName": "data"}))

    assert done.nodes[-1].reasons[0].code == "file-unknown"


def test_that_only_different_files_are_gathered_is_told() -> None:
    options = {"includeBinaries": True, "keepOnlyUnique": True}
    done = imported(base("all", "aggregate", GATHER | {"options": options}))

    assert [each.code for each in done.nodes[-1].reasons] == ["setting-approximated"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("={{ $('get').item.binary.data.fileExtension }}", "png"),
        ("={{ $('get').first().binary.data.fileSize }}", "4 B"),
        ("={{ $input.item.binary.data.fileType }}", "image"),
        ('={{ $node["get"].binary.data.fileName }}', "a b.png"),
        ("={{ $node.get.binary.data.data ?? 'none' }}", "none"),
        ('={{ Object.keys($node["get"].binary).join() }}', "data"),
    ],
)
def test_code_finds_what_is_said_of_a_file(written: str, expected: str) -> None:
    name = {"name": "name", "type": "string", "value": written}
    done = imported(http("get", DOWNLOAD), base("set", "set", {"assignments": {"assignments": [name]}}, 3.4))

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.output == [{"name": expected}]


def hand_on_and_read(written: str) -> Import:
    """A node that makes files, one that hands them on, and an expression that reads some."""
    name = {"name": "name", "type": "string", "value": written}
    return imported(
        http("get", DOWNLOAD),
        base("on", "set", {"includeOtherFields": True, "assignments": {}}, 3.4),
        base("set", "set", {"assignments": {"assignments": [name]}}, 3.4),
    )


@pytest.mark.parametrize(
    "written",
    [
        "={{ $input.all().map(x => x.binary.data.fileName).join() }}",
        "={{ $input.all()[0]['binary'].data.fileName }}",
        "={{ (() => { const {binary} = $input.first(); return binary.data.fileName })() }}",
        "={{ (() => { const {binary: {data} } = $('get').first(); return data.fileName })() }}",
        "={{ (() => { const {binary} = $('get').first(); return binary.data.fileName })() }}",
        "={{ $('get').all().map(x => x.binary.data.fileName).join() }}",
    ],
)
def test_code_finds_the_files_of_items_that_it_has_by_names_of_its_own(written: str) -> None:
    done = hand_on_and_read(written)

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.output == [{"name": "a b.png"}]
    assert [each.code for each in done.nodes[-1].reasons] == ["file-in-state"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("={{ Object.keys($input.item).join() }}", "json,binary,pairedItem"),
        ("={{ Object.entries($('get').first())[1][0] }}", "binary"),
        ("={{ 'binary' in $('get').item }}", "true"),
        ("={{ $input.last().hasOwnProperty('binary') }}", "true"),
        ("={{ Object.keys({...$input.all()[0]}).length }}", "3"),
        ("={{ ['binary'].map(name => $input.first()[name].data.fileName).join() }}", "a b.png"),
        ("={{ $('get').all().map(x => Object.keys(x).length).join() }}", "3"),
        ("={{ $('get').all().map((x, i) => Object.keys(x).length).join() }}", "3"),
        ("={{ $items('get').map(x => Object.keys(x).length).join() }}", "3"),
    ],
)
def test_an_item_that_code_looks_at_as_a_whole_has_its_files(written: str, expected: str) -> None:
    name = {"name": "name", "type": "string", "value": written}
    done = imported(http("get", DOWNLOAD), base("set", "set", {"assignments": {"assignments": [name]}}, 3.4))

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.output == [{"name": expected}]


@pytest.mark.parametrize(
    "written",
    [
        "={{ Object.keys($input.item.json).join() }}",
        "={{ Object.keys($('get').first()['json']).join() }}",
        "={{ $input.all().map(({json}) => Object.keys(json).join()).join() }}",
        "={{ [{}].map(x => Object.keys(x).join()).join() }}",
        "={{ $input.all().map(x => [{}].map(y => Object.keys(y).join() + x.json.n)).join() }}",
    ],
)
def test_code_that_looks_at_fields_only_is_given_no_files(written: str) -> None:
    name = {"name": "name", "type": "string", "value": written}
    done = imported(http("get", DOWNLOAD), base("set", "set", {"assignments": {"assignments": [name]}}, 3.4))

    assert done.nodes[-1].reasons == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return $('get').all().map(({binary}) => ({json: {n: Object.keys(binary).join()}}))", "data"),
        ("return $('get').all().map(({json, binary: {data}}) => ({json: {n: data.fileName}}))", "a b.png"),
        ("return [{json: {n: Object.keys($('get').first()['binary']).join()}}]", "data"),
    ],
)
def test_a_node_of_code_finds_files_however_it_takes_items_apart(source: str, expected: str) -> None:
    done = imported(
        http("get", DOWNLOAD),
        base("on", "set", {"includeOtherFields": True, "assignments": {}}, 3.4),
        base("code", "code", {"jsCode": source}, 2),
    )

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.output == [{"n": expected}]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return [{json: {n: Object.keys(items[0]).join()}}]", "json,binary,pairedItem"),
        ("return $input.all().map(i => ({json: {n: Object.keys(i).length}}))", 3),
        ("return [{json: {n: Object.entries($('get').first()).length}}]", 3),
        ("const n = []; for (const i of items) { for (const k in i) n.push(k) }\nreturn [{json: {n}}]", None),
        ("return [{json: {n: 'pairedItem' in items[0] && Reflect.ownKeys(items[0]).length}}]", 3),
    ],
)
def test_code_that_asks_which_fields_an_item_has_finds_its_files(source: str, expected: object) -> None:
    done = imported(http("get", DOWNLOAD), base("code", "code", {"jsCode": source}, 2))

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.output == [{"n": expected or ["json", "binary", "pairedItem"]}]


@pytest.mark.parametrize(
    "source",
    [
        "return items.map(i => ({json: {n: Object.keys(i.json).length}}))",
        "const a = {}; for (const k in a) { a[k] = 1 }\nreturn [{json: {n: Object.keys(a).length}}]",
        "const f = x => Object.keys(x).length;\nreturn [{json: {n: f(items)}}]",
        "return [{json: {n: [1].map(function (x) { return 0 in [x] && Object.keys([x]).length })[0]}}]",
        "return [{json: {n: ((...all) => Object.keys(all).length)(1)}}]",
    ],
)
def test_code_that_asks_for_the_fields_of_something_else_is_given_no_files(source: str) -> None:
    done = imported(http("get", DOWNLOAD), base("code", "code", {"jsCode": source}, 2))

    assert "file-in-state" not in {each.code for each in done.nodes[-1].reasons}


def test_items_without_files_keep_code_as_it_is() -> None:
    source = "return [{json: {n: Object.keys(items[0]).join()}}]"
    done = imported(base("set", "set", {"assignments": {}}, 3.4), base("code", "code", {"jsCode": source}, 2))

    outcome, _ = ran(done, [{"id": 1}], [])

    assert outcome.output == [{"n": "json,pairedItem"}]
    assert done.nodes[-1].reasons == ()


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("return items.map(({binary}) => ({json: {n: binary.data.fileName}}))", ["file-unknown"]),
        ("return [{json: {n: '.binary.'}}]", ["file-in-state"]),
        ("return [{json: {n: items[0].json.binary}}]", ["file-in-state"]),
        ("return items.map(({json}) => ({json: {n: json.binary}}))", ["file-in-state"]),
    ],
)
def test_code_reads_files_where_it_does_and_not_by_texts_and_fields_of_that_name(
    source: str, codes: list[str]
) -> None:
    done = imported(base("code", "code", {"jsCode": source}, 2))

    assert [each.code for each in done.nodes[-1].reasons] == codes


@pytest.mark.parametrize(
    "written",
    [
        "={{ $('on').all().map(x => x.binary.data.fileName).join() }}",
        "={{ (() => { const {binary} = $('on').first(); return binary.data.fileName })() }}",
    ],
)
def test_that_code_may_miss_files_which_are_handed_on_is_told(written: str) -> None:
    [reason] = hand_on_and_read(written).nodes[-1].reasons

    assert (reason.code, reason.values["what"]) == ("expression-approximated", "expression-binary")


@pytest.mark.parametrize(
    ("source", "missed"),
    [
        ("return {json: {n: $('on').item.binary.data.fileName}}", ["$('on') binary"]),
        ("const {binary} = $('on').first(); return {json: {n: binary.data.fileName}}", ["$('on') binary"]),
        ("return {json: {n: $binary.data.fileName, i: $('on').item.json.id}}", []),
        ("const n = {json: {i: $('on').item.json.id}}; n.binary = {}; return n", []),
        ("return {json: {n: $('get').item.binary.data.fileName}}", []),
    ],
)
def test_that_a_node_of_code_may_miss_files_which_are_handed_on_is_told(
    source: str, missed: list[str]
) -> None:
    done = imported(
        http("get", DOWNLOAD),
        base("on", "set", {"includeOtherFields": True, "assignments": {}}, 3.4),
        base("code", "code", {"mode": "runOnceForEachItem", "jsCode": source}, 2),
    )

    reasons = done.nodes[-1].reasons

    assert [each.values["setting"] for each in reasons if each.code == "setting-approximated"] == missed


@pytest.mark.parametrize(
    "written", ["={{ $json.binary.trim() }}", "={{ $('new').all().map(x => x.binary ?? '-').join() }}"]
)
def test_fields_of_that_name_and_nodes_that_certainly_have_no_files_are_not_told(written: str) -> None:
    name = {"name": "name", "type": "string", "value": written}
    done = imported(
        base("new", "set", {"assignments": {}}, 3.4),
        base("set", "set", {"assignments": {"assignments": [name]}}, 3.4),
    )

    assert [str(each.status) for each in done.nodes] == ["exact", "exact", "exact"]


def test_files_of_another_node_that_makes_none_that_is_known_are_told() -> None:
    name = {"name": "name", "type": "string", "value": '={{ $node["start"].binary.data.fileName }}'}
    done = imported(base("set", "set", {"assignments": {"assignments": [name]}}, 3.4))

    assert [each.code for each in done.nodes[-1].reasons] == ["expression-unsupported"]


def test_parts_of_one_name_are_sent_one_after_another_since_a_version() -> None:
    file = {"name": "p[]", "parameterType": "formBinaryData", "inputDataFieldName": "data"}
    rows = [
        {"name": "p[]", "value": "a"},
        file,
        {"name": "p[]", "value": "={{ 1 }}"},
        {"name": "q", "value": "b"},
    ]
    form = {"url": "https://example.com", "method": "POST", "sendBody": True} | {
        "contentType": "multipart-form-data",
        "bodyParameters": {"parameters": rows},
    }

    bodies = {
        version: ran(imported(http("get", DOWNLOAD), http("put", form, version)), [{}], [PNG, {}])[1][-1][
            "body"
        ]
        for version in (4.2, 4.1)
    }

    assert bodies == {4.2: {"p[]": ["a", SENT_PNG, "1"], "q": "b"}, 4.1: {"p[]": "1", "q": "b"}}


@pytest.mark.parametrize(
    ("written", "parts"),
    [("data", ["file"]), ("=data", ["file"]), ("a:data, b:data", ["a", "b"]), ("a:data:x", ["a"])],
)
def test_older_requests_name_their_files_in_one_text(written: str, parts: list[str]) -> None:
    form = {"url": "https://example.com", "requestMethod": "POST", "jsonParameters": True} | {
        "options": {"bodyContentType": "multipart-form-data"},
        "sendBinaryData": True,
        "binaryPropertyName": written,
    }

    _, requests = ran(imported(http("get", DOWNLOAD), http("put", form, 1)), [{}], [PNG, {}])

    assert requests[-1]["body"] == dict.fromkeys(parts, SENT_PNG)
    assert requests[-1]["body_type"] == "multipart"


def test_older_requests_send_no_file_beside_parameters_one_by_one() -> None:
    form = {"url": "https://example.com", "requestMethod": "POST", "sendBinaryData": True} | {
        "options": {"bodyContentType": "multipart-form-data"},
        "bodyParametersUi": {"parameter": [{"name": "a", "value": "={{ $json.id }}"}]},
    }

    _, requests = ran(imported(http("put", form, 1)), [{"id": "x"}], [{}])

    assert (requests[-1]["body"], requests[-1]["body_type"]) == ({"a": "x"}, "multipart")


@pytest.mark.parametrize(
    ("method", "kind", "written", "reason"),
    [
        ("POST", "json", "data", "setting-unsupported"),
        ("DELETE", "multipart-form-data", "data", "setting-unsupported"),
        ("POST", "multipart-form-data", "a, b", "setting-unsupported"),
        ("POST", "multipart-form-data", "={{ $json.name }}", "setting-computed"),
    ],
)
def test_files_of_older_requests_that_n8n_would_not_send_are_told(
    method: str, kind: str, written: str, reason: str
) -> None:
    form = {"url": "https://example.com", "requestMethod": method, "jsonParameters": True} | {
        "options": {"bodyContentType": kind},
        "sendBinaryData": True,
        "binaryPropertyName": written,
    }

    done = imported(http("get", DOWNLOAD), http("put", form, 1))

    assert done.nodes[-1].reasons[0].code == reason

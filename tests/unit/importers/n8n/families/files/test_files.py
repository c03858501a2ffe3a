"""Files go from the step that makes them to the steps that read or send them, past what hands items on."""

import base64
import hashlib
import hmac
from itertools import pairwise
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from exeoflow.importers.n8n.reasons import status_of
from tests.n8n.worlds import Bytes, Services
from tests.oracle.interpreter.trace import Outcome
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import connections_of, import_of, imported_machine

PNG = Bytes(
    b"\x89PNG", {"content-type": "image/png", "content-disposition": 'attachment; filename="a b.png"'}
)
SENT_PNG = {
    "content": base64.b64encode(b"\x89PNG").decode(),
    "encoding": "base64",
    "filename": "a b.png",
    "content_type": "image/png",
}
DOWNLOAD = {
    "url": "=https://example.com/{{ $json.id }}",
    "options": {"response": {"response": {"responseFormat": "file"}}},
}
PARTS = {
    "url": "https://example.com/up",
    "method": "POST",
    "sendBody": True,
    "contentType": "multipart-form-data",
    "bodyParameters": {
        "parameters": [
            {"name": "file", "parameterType": "formBinaryData", "inputDataFieldName": "=data"},
            {"name": "id[]", "value": "={{ $('start').item.json.id }}"},
            {"name": "none", "value": "={{ $json.id }}"},
        ]
    },
}
RAW = {"url": "https://example.com/up", "method": "PUT", "sendBody": True, "contentType": "binaryData"}


def node(name: str, kind: str, parameters: dict[str, Any], version: float = 1, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "typeVersion": version, "parameters": parameters, **more}


def imported(
    *nodes: dict[str, Any], trigger: str = "executeWorkflowTrigger", starts_with: dict[str, Any] | None = None
) -> Import:
    """What comes of a chain of nodes."""
    chain = [node("start", f"n8n-nodes-base.{trigger}", starts_with or {}), *nodes]
    connections = connections_of({before["name"]: [[after["name"]]] for before, after in pairwise(chain)})
    return import_of({"name": "x", "nodes": chain, "connections": connections})


def ran(done: Import, data: Any, answers: list[Any]) -> tuple[Outcome, list[Any]]:
    assert "unsupported" not in {str(each.status) for each in done.nodes}, done.nodes
    services = Services(answers=answers)
    trace = simulate(imported_machine(done), data, services)
    return trace.outcome, services.requests


def http(name: str, parameters: dict[str, Any], version: float = 4.2, **more: Any) -> dict[str, Any]:
    return node(name, "n8n-nodes-base.httpRequest", parameters, version, **more)


def base(name: str, kind: str, parameters: dict[str, Any], version: float = 1) -> dict[str, Any]:
    return node(name, f"n8n-nodes-base.{kind}", parameters, version)


def test_what_was_downloaded_is_sent_on_as_a_part() -> None:
    done = imported(http("get", DOWNLOAD), base("pass", "noOp", {}), http("put", PARTS))

    outcome, requests = ran(done, [{"id": 1}, {"id": 2}], [PNG, PNG, {"ok": 1}, {"ok": 2}])

    assert outcome.output == [{"ok": 1}, {"ok": 2}]
    assert requests[2]["body_type"] == "multipart"
    assert requests[2]["body"] == {"file": SENT_PNG, "id[]": "1", "none": None}


def test_a_file_is_that_of_the_item_that_is_left() -> None:
    keep = {
        "conditions": {
            "options": {"typeValidation": "loose"},
            "combinator": "and",
            "conditions": [
                {
                    "leftValue": "={{ $('start').item.json.id }}",
                    "rightValue": 1,
                    "operator": {"type": "number", "operation": "gt"},
                }
            ],
        }
    }
    done = imported(http("get", DOWNLOAD), base("keep", "filter", keep, 2.2), http("put", RAW))
    other = Bytes(b"other", {"content-type": "text/plain; charset=utf-8"})

    _, requests = ran(done, [{"id": 1}, {"id": 2}], [PNG, other, {"ok": 1}])

    assert requests[2]["body_type"] == "binary"
    assert requests[2]["body"]["filename"] == "data.plain"
    assert base64.b64decode(requests[2]["body"]["content"]) == b"other"


def test_an_answer_that_turns_out_to_be_a_file_is_one() -> None:
    done = imported(http("get", {"url": "https://example.com"}), http("put", RAW))

    outcome, requests = ran(done, [{}], [PNG, {"ok": 1}])

    assert outcome.output == [{"ok": 1}]
    assert requests[1]["body"] == SENT_PNG


def test_who_expects_a_file_of_what_was_none_fails() -> None:
    done = imported(http("get", {"url": "https://example.com"}), http("put", RAW))

    outcome, _ = ran(done, [{}], [{"no": "file"}])

    assert outcome.status == "failed"


@pytest.mark.parametrize(
    "between",
    [
        base("set", "set", {"assignments": {"assignments": []}}, 3.4),
        base("set", "set", {"fields": {"values": []}}, 3.2),
        base("set", "set", {"keepOnlySet": True, "values": {}}),
    ],
)
def test_a_file_that_was_dropped_is_missing_as_in_n8n(between: dict[str, Any]) -> None:
    done = imported(http("get", DOWNLOAD), between, http("put", RAW))

    outcome, requests = ran(done, [{"id": 1}], [PNG])

    assert outcome.status == "failed"
    assert len(requests) == 1


@pytest.mark.parametrize("form", ["return items;", "return $input.all().filter(each => each.json.id !== 1);"])
def test_code_gives_whole_items_on_with_their_files(form: str) -> None:
    code = base("code", "code", {"jsCode": form}, 2)
    done = imported(http("get", DOWNLOAD), code, http("put", RAW))

    _, requests = ran(done, [{"id": 1}], [PNG, {"ok": 1}])

    assert requests[1]["body"] == SENT_PNG


def test_code_that_makes_new_items_leaves_files_out() -> None:
    code = base("code", "code", {"jsCode": "return items.map(each => ({ json: each.json }));"}, 2)
    done = imported(http("get", DOWNLOAD), code, http("put", RAW))

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.status == "failed"


def test_files_that_a_loop_may_have_brought_back_are_told() -> None:
    nodes = [
        base("start", "manualTrigger", {}),
        base("loop", "splitInBatches", {"options": {}}, 3),
        base("file", "convertToFile", {"operation": "toText", "sourceProperty": "id"}, 1.1),
        http("put", RAW),
    ]
    arrows = {"start": [["loop"]], "loop": [["put"], ["file"]], "file": [["loop"]]}
    connections = connections_of(arrows)

    done = import_of({"name": "x", "nodes": nodes, "connections": connections})

    assert [each.code for each in done.nodes[-1].reasons] == ["file-unknown"]


@pytest.mark.parametrize(
    ("source", "name", "content"),
    [
        (
            "for (const item of items) item.binary.data.fileName = `${item.json.id ?? 'x'}.p`; return items;",
            "x.p",
            b"\x89PNG",
        ),
        (
            "return [{json: {}, binary: {data: {data: Buffer.from('ä').toString('base64'), fileName: 'n'}}}]",
            "n",
            "ä".encode(),
        ),
        ("$('get').first().binary.data.fileName = 'b'; return $('get').first();", "b", b"\x89PNG"),
        (
            (
                "const bytes = await this.helpers.getBinaryDataBuffer(0, 'data');\n"
                "return [{ binary: { data: await this.helpers.prepareBinaryData(bytes, 'c') } }];"
            ),
            "c",
            b"\x89PNG",
        ),
    ],
)
def test_code_reads_and_makes_files(source: str, name: str, content: bytes) -> None:
    done = imported(http("get", DOWNLOAD), base("code", "code", {"jsCode": source}, 2), http("put", RAW))

    _, requests = ran(done, [{"id": 1}], [PNG, {"ok": 1}])

    assert requests[1]["body"]["filename"] == name
    assert base64.b64decode(requests[1]["body"]["content"]) == content


def test_code_reads_no_files_by_a_comment() -> None:
    written = (
        '// items[0].binary\nreturn [{json: {}, binary: {data: {data: "YQ==", mimeType: "text/plain"}}}]'
    )
    done = imported(base("code", "code", {"jsCode": written}, 2))

    assert [each.code for each in done.nodes[-1].reasons] == ["file-in-state"]


def test_code_that_reads_files_of_which_nobody_knows_is_told() -> None:
    done = imported(
        base("code", "code", {"jsCode": "return [{json: {n: items[0].binary.data.fileName}}]"}, 2)
    )

    assert [each.code for each in done.nodes[-1].reasons] == ["file-unknown"]


def test_fields_that_are_kept_keep_their_file() -> None:
    keep = base("set", "set", {"includeOtherFields": True, "assignments": {"assignments": []}}, 3.4)
    done = imported(http("get", DOWNLOAD), keep, http("put", RAW))

    _, requests = ran(done, [{"id": 1}], [PNG, {"ok": 1}])

    assert requests[1]["body"] == SENT_PNG


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("={{ $binary.data.fileName }}", "a b.png"),
        ("={{ $binary.data.fileExtension + ' ' + $binary.data.fileType }}", "png image"),
        ("={{ $binary.data.mimeType.charCodeAt(0) }}", "105"),
        ("={{ $input.item.binary.data.fileName }}", "a b.png"),
        ("={{ $('get').item.binary.data.data.base64Decode().length }}", "4"),
        ("={{ $('get').first().binary.data.fileName }}", "a b.png"),
        ("={{ $binary.data.fileSize }}", "4 B"),
    ],
)
def test_an_expression_reads_what_is_said_of_a_file(written: str, expected: str) -> None:
    name = {"name": "name", "type": "string", "value": written}
    done = imported(http("get", DOWNLOAD), base("set", "set", {"assignments": {"assignments": [name]}}, 3.4))

    outcome, _ = ran(done, [{"id": 1}], [PNG])

    assert outcome.output == [{"name": expected}]


@pytest.mark.parametrize(
    "written", ["={{ $binary.a }}", "={{ $input.item.binary.a }}", "={{ $('start').item.binary.a }}"]
)
def test_an_expression_that_reads_files_of_which_nobody_knows_is_told(written: str) -> None:
    name = {"name": "name", "type": "string", "value": written}
    done = imported(base("set", "set", {"assignments": {"assignments": [name]}}, 3.4))

    assert [each.code for each in done.nodes[-1].reasons] == ["expression-unsupported"]


@pytest.mark.parametrize(("size", "expected"), [(999, "999 B"), (1234, "1.23 kB"), (45_678, "45.7 kB")])
def test_a_file_says_its_size_as_n8n_writes_it(size: int, expected: str) -> None:
    to_file = base("to", "convertToFile", {"operation": "toText", "sourceProperty": "t"}, 1.1)
    value = "={{ $binary.data.fileSize + $binary.data.bytes }}"
    rows = {"assignments": {"assignments": [{"name": "name", "type": "string", "value": value}]}}
    done = imported(to_file, base("set", "set", rows, 3.4))

    outcome, _ = ran(done, [{"t": "x" * size}], [])

    assert outcome.output == [{"name": f"{expected}{size}"}]


def test_an_item_that_certainly_has_no_files_has_none() -> None:
    value = "={{ $binary.data?.mimeType ?? 'none' }}{{ Object.keys($binary).length }}"
    rows = {"assignments": {"assignments": [{"name": "name", "type": "string", "value": value}]}}
    done = imported(base("new", "set", {"assignments": {}}, 3.4), base("set", "set", rows, 3.4))

    outcome, _ = ran(done, [{}], [])

    assert [str(each.status) for each in done.nodes] == ["exact", "exact", "exact"]
    assert outcome.output == [{"name": "none0"}]


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "is_known"),
    [
        ("n8n-nodes-base.googleDrive", 3, {"name": "x"}, True),
        ("n8n-nodes-base.googleDrive", 3, {"operation": "other"}, False),
        ("n8n-nodes-base.googleSheets", 4.5, {}, True),
        ("n8n-nodes-base.googleSheets", 4.5, {"operation": "append"}, False),
        ("n8n-nodes-base.telegram", 1.2, {}, True),
        ("n8n-nodes-base.telegram", 1.2, {"resource": "other"}, False),
        ("n8n-nodes-base.gmail", 2.1, {}, True),
        ("n8n-nodes-base.gmail", 2.1, {"simple": False, "operation": "get"}, True),
        ("n8n-nodes-base.gmail", 2.1, {"simple": False, "options": {"downloadAttachments": True}}, False),
        ("n8n-nodes-base.gmail", 1, {}, False),
        ("n8n-nodes-base.clickUp", 1, {}, True),
        ("@n8n/n8n-nodes-langchain.agent", 2, {}, True),
        ("@n8n/n8n-nodes-langchain.openAi", 1, {}, False),
    ],
)
def test_what_gives_items_without_files_is_known(
    kind: str, version: float, parameters: dict[str, Any], *, is_known: bool
) -> None:
    node = {**base("it", "x", parameters, version), "type": kind}

    done = imported(http("get", DOWNLOAD), node, http("put", RAW))

    told = {reason.code for each in done.nodes if each.node.name == "put" for reason in each.reasons}
    assert ("file-unknown" in told) is not is_known


def test_a_text_becomes_a_file_and_a_text_again() -> None:
    to_file = {"operation": "toText", "sourceProperty": "t", "options": {"fileName": "ü.txt"}}
    done = imported(
        base("to", "convertToFile", to_file, 1.1),
        base("from", "extractFromFile", {"operation": "text", "destinationKey": "a.b"}),
    )

    outcome, _ = ran(done, [{"t": "für 5 €"}, {"t": {"x": [1]}}], [])

    assert outcome.output == [{"a": {"b": "für 5 €"}}, {"a": {"b": '{"x":[1]}'}}]


def test_all_items_become_one_file() -> None:
    done = imported(
        base("to", "convertToFile", {"operation": "toJson"}, 1.1),
        base("from", "extractFromFile", {"operation": "fromJson"}),
    )

    outcome, _ = ran(done, [{"a": 1}, {"a": "ö"}], [])

    assert outcome.output == [{"data": [{"a": 1}, {"a": "ö"}]}]


def test_base64_of_a_field_becomes_a_file() -> None:
    done = imported(
        base("to", "convertToFile", {"operation": "toBinary", "sourceProperty": "x.y"}, 1.1),
        base("from", "extractFromFile", {"operation": "binaryToPropery"}),
    )

    outcome, _ = ran(done, [{"x": {"y": "data:image/png;base64,iVBO"}}], [])

    assert outcome.output == [{"data": "iVBO"}]


def test_a_field_that_is_missing_fails_the_node() -> None:
    done = imported(base("to", "convertToFile", {"operation": "toText", "sourceProperty": "t"}, 1.1))

    outcome, _ = ran(done, [{"other": 1}], [])

    assert outcome.status == "failed"


def test_rows_of_csv_become_items_and_items_rows() -> None:
    done = imported(
        base("to", "convertToFile", {"options": {"delimiter": ";"}}, 1.1),
        base("from", "extractFromFile", {"options": {"delimiter": ";"}}),
    )

    outcome, _ = ran(done, [{"a": 'x "y";\nz', "b": {"c": 1}}, {"a": "ü", "d": True}], [])

    assert outcome.output == [{"a": 'x "y";\nz', "b.c": "1", "d": ""}, {"a": "ü", "b.c": "", "d": "TRUE"}]


def test_the_older_node_moves_all_data_both_ways() -> None:
    done = imported(
        base("to", "moveBinaryData", {"mode": "jsonToBinary"}), base("from", "moveBinaryData", {})
    )

    outcome, _ = ran(done, [{"a": [1, "ß"]}], [])

    assert outcome.output == [{"a": [1, "ß"]}]


def test_the_older_node_leaves_out_items_without_a_file() -> None:
    outcome, _ = ran(imported(base("from", "moveBinaryData", {}), trigger="manualTrigger"), [{"a": 1}], [])

    assert outcome.output == []


def test_a_switch_that_is_usually_on_is_off_by_an_empty_expression() -> None:
    read = {"setAllData": "=", "destinationKey": "text"}
    done = imported(
        base("to", "moveBinaryData", {"mode": "jsonToBinary"}), base("from", "moveBinaryData", read)
    )

    outcome, _ = ran(done, [{"a": 1}], [])

    assert outcome.output == [{"text": '{"a":1}'}]


def test_files_of_a_call_are_those_of_the_trigger() -> None:
    done = imported(
        base("from", "extractFromFile", {"operation": "text", "binaryPropertyName": "my_file"}),
        trigger="formTrigger",
    )
    content = base64.b64encode("für".encode()).decode()
    file = {
        "filename": "a.txt",
        "content_type": "text/plain",
        "encoding": "base64",
        "data": content,
        "size": 4,
    }

    outcome, _ = ran(done, {"body": {"my file": file, "n": 1}}, [])

    assert outcome.output == [{"data": "für"}]
    assert "file-by-call" in {each.code for each in done.nodes[-1].reasons}


def test_a_document_is_exported_and_other_files_are_downloaded() -> None:
    given = {
        "resource": "file",
        "operation": "download",
        "fileId": {"__rl": True, "value": "={{ $json.id }}"},
    }
    done = imported(
        base("get", "googleDrive", given, 3), base("from", "extractFromFile", {"operation": "text"})
    )
    kinds = [{"mimeType": "application/vnd.google-apps.document"}, {"mimeType": "text/plain"}]
    files = [Bytes(b"<p>1</p>"), Bytes(b"2")]

    outcome, requests = ran(done, [{"id": "a"}, {"id": "b"}], [kinds[0], files[0], kinds[1], files[1]])

    assert outcome.output == [{"data": "<p>1</p>"}, {"data": "2"}]
    addresses = [each["url"] for each in requests]
    assert addresses[1] == "https://www.googleapis.com/drive/v3/files/a/export?mimeType=text%2Fhtml"
    assert addresses[3] == "https://www.googleapis.com/drive/v3/files/b?alt=media"


def test_a_picture_goes_out_by_a_messenger() -> None:
    given = {"operation": "sendPhoto", "chatId": "7", "binaryData": True, "additionalFields": {}}
    done = imported(http("get", DOWNLOAD), base("send", "telegram", given, 1.2))

    _, requests = ran(done, [{"id": 1}], [PNG, {"ok": True}])

    assert requests[1]["body_type"] == "multipart"
    assert requests[1]["body"] == {"chat_id": "7", "photo": SENT_PNG}


def test_an_attachment_is_a_part_of_the_mail() -> None:
    given = {
        "sendTo": "a@example.com",
        "subject": "s",
        "message": "m",
        "options": {"attachmentsUi": {"attachmentsBinary": [{}]}},
    }
    done = imported(http("get", DOWNLOAD), base("send", "gmail", given, 2.1))

    _, requests = ran(done, [{"id": 1}], [PNG, {"id": "m1"}])

    mail = base64.urlsafe_b64decode(requests[1]["body"]["raw"]).decode()
    assert 'filename="a b.png"' in mail
    assert mail.count("--exeoflow-part-of-mail") == 3
    assert SENT_PNG["content"] in mail


@pytest.mark.parametrize(
    ("html", "more"),
    [("<p>m</p>", {}), ("<img src='cid:data'>", {"content_id": "data"})],
)
def test_files_go_out_with_a_mail(html: str, more: dict[str, str]) -> None:
    given = {
        "fromEmail": "a@example.com",
        "toEmail": "b@example.com",
        "subject": "s",
        "html": html,
        "options": {"attachments": "= data"},
    }
    done = imported(http("get", DOWNLOAD), base("send", "emailSend", given, 2.1))

    _, requests = ran(done, [{"id": 1}], [PNG])

    assert requests[1]["operation"] == "mail"
    assert requests[1]["attachments"] == [SENT_PNG | more]
    assert "setting-approximated" not in {each.code for each in done.nodes[-1].reasons}


def test_a_mail_of_an_item_without_files_goes_out_without_any() -> None:
    given = {
        "fromEmail": "a@example.com",
        "toEmail": "b@example.com",
        "subject": "s",
        "html": "h",
        "options": {"attachments": "data"},
    }

    done = imported(base("send", "emailSend", given, 2.1), trigger="manualTrigger")
    _, [request] = ran(done, {"id": 1}, [])

    assert request["attachments"] == []


def test_files_of_a_mail_that_are_not_known_are_told() -> None:
    given = {
        "fromEmail": "a@example.com",
        "toEmail": "b@example.com",
        "subject": "s",
        "html": "h",
        "options": {"attachments": "data"},
    }
    done = imported(base("ftp", "ftp", {"operation": "download"}), base("send", "emailSend", given, 2.1))

    assert "setting-approximated" in {each.code for each in done.nodes[-1].reasons}


def test_what_a_node_would_send_in_silence_without_its_file_is_told() -> None:
    done = imported(base("send", "slack", {"binaryData": True, "channelId": "C", "text": "t"}, 2.2))

    assert [each.code for each in done.nodes[-1].reasons] == ["setting-unsupported"]


def test_a_file_of_telegram_is_looked_up_and_fetched() -> None:
    done = imported(
        base("get", "telegram", {"resource": "file", "fileId": "={{ $json.id }}"}, 1.2),
        base("from", "extractFromFile", {"operation": "text"}),
    )
    found = [{"result": {"file_path": "voice/1.txt"}}, {"result": {"file_path": "voice/2.txt"}}]

    outcome, requests = ran(done, [{"id": 1}, {"id": 2}], [found[0], Bytes(b"1"), found[1], Bytes(b"2")])

    assert outcome.output == [{"data": "1"}, {"data": "2"}]
    assert requests[1]["url"] == "https://api.telegram.org/file/bot<token>/voice/1.txt"


def test_the_disk_of_the_server_is_an_address() -> None:
    done = imported(
        base("get", "readWriteFile", {"fileSelector": "/a b/1=2.txt"}),
        base("put", "readWriteFile", {"operation": "write", "fileName": "=/out/{{ $json.fileName }}"}),
    )

    outcome, requests = ran(done, [{}], [Bytes(b"1", {"content-type": "text/plain"}), None])

    assert [each["url"] for each in requests] == [
        "https://<where the files are>/a%20b/1%3D2.txt",
        "https://<where the files are>/out/1%3D2.txt",
    ]
    assert requests[1]["body"]["filename"] == "1=2.txt"
    assert outcome.status == "success"


def test_several_files_of_a_disk_are_not_read() -> None:
    done = imported(base("get", "readWriteFile", {"fileSelector": "/a/*.pdf"}))

    assert [each.code for each in done.nodes[-1].reasons if status_of([each]) == "unsupported"] == [
        "setting-unsupported"
    ]


@pytest.mark.parametrize(
    ("kind", "parameters", "answer"),
    [
        (
            "github",
            {"owner": {"value": "o"}, "repository": {"value": "r"}, "filePath": "a/b.csv"},
            {"path": "a/b.csv", "content": "eCx5\nCjEsMgo=\n"},
        ),
        (
            "gitlab",
            {"owner": "o", "repository": "r", "filePath": "b.csv"},
            {"file_path": "b.csv", "content": "eCx5CjEsMgo="},
        ),
    ],
)
def test_a_file_of_a_repository_is_one(kind: str, parameters: dict[str, Any], answer: Any) -> None:
    given = {"resource": "file", "operation": "get", **parameters}
    name = {"name": "n", "type": "string", "value": "={{ $binary.data.fileName }}"}
    rows = imported(base("get", kind, given), base("from", "extractFromFile", {}))
    told = imported(
        base("get", kind, given),
        base("set", "set", {"assignments": {"assignments": [name]}, "includeOtherFields": True}, 3.4),
    )

    assert ran(rows, [{"id": 1}], [answer])[0].output == [{"x": "1", "y": "2"}]
    assert ran(told, [{"id": 1}], [answer])[0].output == [{"id": 1, "n": "b.csv"}]


def test_a_file_of_a_repository_may_be_what_was_answered() -> None:
    given = {"resource": "file", "operation": "get", "owner": "o", "repository": "r", "filePath": "b"}
    done = imported(base("get", "github", given | {"asBinaryProperty": False}))

    assert ran(done, [{}], [{"content": "eA=="}])[0].output == [{"content": "eA=="}]


@pytest.mark.parametrize(
    ("parameters", "made"),
    [
        ({"type": "SHA256"}, hashlib.sha256(b"\x89PNG").hexdigest()),
        (
            {"action": "hmac", "secret": "k", "encoding": "base64"},
            base64.b64encode(hmac.digest(b"k", b"\x89PNG", "md5")).decode(),
        ),
    ],
)
def test_the_hash_of_a_file_is_that_of_its_bytes(parameters: dict[str, Any], made: str) -> None:
    given = {"binaryData": True, "dataPropertyName": "hash", **parameters}
    done = imported(http("get", DOWNLOAD), base("hash", "crypto", given))

    assert ran(done, [{}], [PNG])[0].output == [{"hash": made}]

"""Files, where no more is handed on than in AWS: fetched, split, worked on part by part, joined."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from exeoflow.service.files.operations import MAX_PART_BYTES
from tests.e2e.api import Api
from tests.e2e.local_server import LocalServer, aws_client, running
from tests.e2e.webhooks import activated, hooked
from tests.e2e.workflows import chain, node
from tests.integration.http_request.loopback import Call, serving

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_LINES = 20_000
_BUCKET = "for-workflows-default-files"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with running("--memory", "--aws-limits", "--allow-hosts", "127.0.0.1") as running_server:
        yield running_server


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    lines = [{"n": number, "text": "x" * 80} for number in range(_LINES)]
    body = json.dumps({"data": lines}).encode()

    def answer(call: Call) -> None:
        call.answer(200, body, content_type="application/json")

    with serving() as server:
        server.routes["/lines"] = answer
        yield f"http://127.0.0.1:{server.port}/lines"


def _whole(address: str, part_id: str) -> Mapping[str, Any]:
    """A workflow that fetches a file, gives each part of it to another one, and joins what comes of them."""
    return {
        "name": "Whole",
        "nodes": [
            node("start", "trigger"),
            node("fetch", "http_request", url=address, response="file"),
            node("parts", "file", operation="split", file="{{ $input.file }}", items="data", size=2000),
            node("each", "for_each", items="{{ $input }}", concurrency=40),
            node("part", "sub_workflow", workflow_id=part_id, input={"part": "{{ $item }}"}),
            node("whole", "file", operation="join"),
            node("again", "file", operation="split", size=10_000),
            node("told", "set", values={"file": "{{ $nodes.whole }}", "parts": "{{ $count($input) }}"}),
        ],
        "connections": [
            {"source": "start", "target": "fetch"},
            {"source": "fetch", "target": "parts"},
            {"source": "parts", "target": "each"},
            {"source": "each", "target": "part", "source_handle": "loop"},
            {"source": "part", "target": "each"},
            {"source": "each", "target": "whole", "source_handle": "done"},
            {"source": "whole", "target": "again"},
            {"source": "again", "target": "told"},
        ],
    }


def test_two_megabytes_of_items_go_through_a_for_each(api: Api, address: str) -> None:
    of_a_part = chain(
        node("lines", "file", operation="read", file="{{ $trigger.part }}"),
        node("sums", "transform", expression="$map($input, function($line) { {'n': $line.n * 2} })"),
        node("kept", "file", operation="write"),
        name="Part",
    )

    found = api.run(_whole(address, api.create(of_a_part)))

    assert found["status"] == "success", found["error"]
    assert found["output"]["parts"] == 2
    written = json.dumps([{"n": number * 2} for number in range(_LINES)], separators=(",", ":"))
    assert found["output"]["file"]["size"] == len(written) > MAX_PART_BYTES


def test_who_does_nothing_is_told_of_the_bytes_and_the_way_out(api: Api, address: str) -> None:
    fetched = api.run(chain(node("fetch", "http_request", url=address)))["error"]
    read = api.run(
        chain(
            node("fetch", "http_request", url=address, response="file"),
            node("read", "file", operation="read", file="{{ $input.file }}"),
        )
    )["error"]

    assert (fetched["code"], fetched["node_id"]) == ("Http.ResponseTooLarge", "fetch")
    assert "larger than 252 KiB: `response: file` keeps it in a file" in fetched["message"]
    assert (read["code"], read["node_id"]) == ("File.TooLarge", "read")
    assert "split the file, and read its parts" in read["message"]


@pytest.mark.parametrize(
    ("kept", "reading"),
    [
        (node("n", "http_request", url="http://a.example", response="file"), "$input.body.data"),
        (node("n", "storage", operation="get", bucket=_BUCKET, key="a", as_file=True), "$input.body"),
        (node("n", "file", operation="write", value=[1]), "$nodes.n.data"),
    ],
)
def test_who_reads_into_a_file_is_told_when_it_is_saved(api: Api, kept: dict[str, Any], reading: str) -> None:
    told = api.post("/v1/workflows/validate", chain(kept, node("read", "transform", expression=reading))).data

    assert [each["rule"] for each in told["diagnostics"]] == ["reference-unknown-field"]


def test_pages_are_not_kept_in_a_file(api: Api) -> None:
    config = {"url": "http://a.example", "response": "file", "pagination": {"mode": "page"}}

    refused = api.post("/v1/workflows", chain(node("fetch", "http_request", **config)))

    assert [each["rule"] for each in refused.error["details"]] == ["pages-in-file"]


def test_a_file_becomes_an_object_and_an_object_a_file(server: LocalServer, api: Api, address: str) -> None:
    objects_of(server).create_bucket(
        Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    place = {"bucket": _BUCKET, "key": "lines.json"}

    put = api.run(
        chain(
            node("fetch", "http_request", url=address, response="file"),
            node("put", "storage", operation="put", body="{{ $input.file }}", **place),
        )
    )
    got = api.run(
        chain(
            node("get", "storage", operation="get", as_file=True, **place),
            node("parts", "file", operation="split", file="{{ $input.file }}", items="data"),
        )
    )

    stored = objects_of(server).get_object(Bucket=_BUCKET, Key="lines.json")
    assert put["output"] == {"etag": stored["ETag"]}
    assert stored["ContentType"] == "application/json"
    assert len(got["output"]) == _LINES // 1000


def test_files_are_sent_as_their_bytes(api: Api) -> None:
    with serving() as server:
        server.routes["/in"] = lambda call: call.answer(200)
        to = {"url": f"http://127.0.0.1:{server.port}/in", "method": "POST"}
        parts = {
            "n": 1,
            "f": "{{ $trigger }}",
            "g": {"content": "{{ $trigger }}", "filename": "g.csv"},
            "h": {"file": "{{ $trigger }}", "filename": "h.csv", "content_type": "text/plain", "size": 4},
        }
        given = api.run(chain(node("w", "file", operation="write", value="a;b\n", content_type="text/csv")))
        send = node("multipart", "http_request", body=parts, body_type="multipart", **to)
        plain = node("plain", "http_request", body="{{ $trigger }}", **to)

        assert api.run(chain(send), given["output"])["status"] == "success"
        assert api.run(chain(plain), given["output"])["status"] == "success"

    form, bare = server.received
    assert (bare.body, bare.headers["content-type"]) == (b"a;b\n", "text/csv")
    assert form.body.count(b"Content-Type: text/csv\r\n\r\na;b\n\r\n") == 2
    assert b'name="f"; filename="f"' in form.body
    assert b'name="g"; filename="g.csv"' in form.body
    assert b'name="h"; filename="h.csv"\r\nContent-Type: text/plain\r\n\r\na;b\n\r\n' in form.body


def test_what_a_caller_sends_may_be_larger_than_an_input(api: Api) -> None:
    nodes = [
        node("parts", "file", operation="split", file="{{ $trigger.body.file }}", size=10_000),
        node("count", "transform", expression="$count($input)"),
    ]
    workflow = hooked(*nodes)
    workflow["nodes"][0]["config"] |= {"body_type": "binary", "keep_files": True}
    sender = activated(api, workflow)
    lines = [{"n": number} for number in range(40_000)]

    answer = sender.send(lines, "?wait=20")

    assert (answer.data["status"], answer.data["output"]) == ("success", 4)


def objects_of(server: LocalServer) -> "S3Client":
    objects: S3Client = aws_client(server, "s3")
    return objects


def test_code_works_on_two_megabytes_that_no_state_could_carry(api: Api, address: str) -> None:
    found = api.run(
        chain(
            node("fetch", "http_request", url=address, response="file"),
            node(
                "code",
                "code",
                source="console.log($input.data.length); return $input.data.filter((line) => line.n % 2)",
                input="{{ $input.file }}",
                files="contents",
                response="file",
            ),
            node("parts", "file", operation="split", size=10_000),
        )
    )

    assert found["status"] == "success"
    assert len(found["output"]) > 1
    steps = api.get(f"/v1/executions/{found['id']}/steps").data["steps"]
    assert [each["logs"] for each in steps if each["node_id"] == "code"] == [[str(_LINES)]]


def test_code_is_told_what_is_wrong_with_its_files(api: Api, address: str) -> None:
    fetch = node("fetch", "http_request", url=address, response="file")

    forged = {"exeoflow:file": "exec_1/none", "size": 1, "content_type": "text/plain"}
    gone = api.run(chain(node("code", "code", source="return $input", input=forged, files="contents")))
    failed = api.run(chain(fetch, node("code", "code", source="throw new Error('no')", files="contents")))
    large = api.run(
        chain(
            fetch,
            node("code", "code", source="return $input", input="{{ $input.file }}", files="contents"),
        )
    )

    assert (gone["error"]["code"], gone["error"]["node_id"]) == ("File.NotFound", "code")
    assert failed["error"]["code"] == "Code.Failed"
    assert large["error"]["code"] == "Code.ResultTooLarge"

"""Archives among the files of an import: packed and taken out as n8n's own code does."""

import base64
import gzip
from typing import Any

import pytest

from exeoflow.content.archives import pack, unpack
from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Bytes
from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, RAW, base, http, imported, node, ran

TOLD = "return [{json: {...items[0].json, files: items[0].binary}}];"


def packing(parameters: dict[str, Any], version: float = 1.1, **more: Any) -> dict[str, Any]:
    return node("pack", "n8n-nodes-base.compression", parameters, version, **more)


def answer(content: bytes, name: str) -> Bytes:
    headers = {"content-type": "application/x", "content-disposition": f'attachment; filename="{name}"'}
    return Bytes(content, headers)


def files_of(parameters: dict[str, Any], content: bytes, name: str, version: float = 1.1) -> Any:
    """The files of the item, by their names, as code behind the node finds them."""
    code = base("told", "code", {"jsCode": TOLD}, 2)
    done = imported(http("get", DOWNLOAD), packing(parameters, version), code)
    outcome, _ = ran(done, [{"id": 1}], [answer(content, name)])
    assert outcome.status == "success", outcome
    return outcome.output[0]["files"]


def decoded(file: Any) -> bytes:
    return base64.b64decode(file["data"])


def reasons(done: Import) -> list[str]:
    return [each.code for found in done.nodes if found.node.name == "pack" for each in found.reasons]


@pytest.mark.parametrize("form", ["zip", "tar", "tar_gz"])
def test_the_files_of_an_archive_are_numbered(form: str) -> None:
    packed = pack({"x/a.txt": b"a", "__MACOSX/a.txt": b"-", "b.json": b"{}"}, form)

    found = files_of({}, packed, f"all.{form.replace('_', '.')}")

    assert list(found) == ["file_0", "file_1"]
    assert [decoded(each) for each in found.values()] == [b"a", b"{}"]
    assert [each["fileName"] for each in found.values()] == ["a.txt", "b.json"]
    assert [each["mimeType"] for each in found.values()] == ["text/plain", "application/json"]


def test_what_gzip_holds_is_named_by_the_archive() -> None:
    found = files_of({"outputPrefix": "out"}, gzip.compress(b"a;b"), "rows.csv.gz")

    assert {name: each["fileName"] for name, each in found.items()} == {"out0": "rows.csv"}
    assert decoded(found["out0"]) == b"a;b"


@pytest.mark.parametrize(("form", "ours"), [("zip", "zip"), ("tar", "tar"), ("targz", "tar_gz")])
def test_a_file_is_packed(form: str, ours: str) -> None:
    parameters = {
        "operation": "compress",
        "outputFormat": form,
        "fileName": "=all.x",
        "binaryPropertyOutput": "p",
    }

    found = files_of(parameters, b"abc", "a.txt")

    assert list(found) == ["p"]
    assert (found["p"]["fileName"], decoded(found["p"])) == ("all.x", pack({"a.txt": b"abc"}, ours))


@pytest.mark.parametrize(
    ("version", "parameters", "place", "name"),
    [
        (1.1, {}, "data", "a.txt.gz"),
        (1.1, {"fileName": "b.gz"}, "data", "b.txt.gz"),
        (1, {}, "data0", "a.gzip"),
    ],
)
def test_gzip_of_a_file_has_its_name(version: float, parameters: Any, place: str, name: str) -> None:
    given = {"operation": "compress", "outputFormat": "gzip", **parameters}

    found = files_of(given, b"abc", "a.txt", version)

    assert {key: each["fileName"] for key, each in found.items()} == {place: name}
    assert [content for _, content in unpack(decoded(found[place]))] == [b"abc"]


def test_what_is_no_archive_leaves_by_the_output_of_errors() -> None:
    done = imported(
        http("get", DOWNLOAD),
        packing({}, onError="continueErrorOutput"),
        http("put", {**RAW, "inputDataFieldName": "file_0"}),
    )

    _, requests = ran(
        done,
        [{"id": 1}, {"id": 2}],
        [answer(b"plain", "a.zip"), answer(pack({"a": b"abc"}, "zip"), "b.zip"), {"ok": 1}],
    )

    assert base64.b64decode(requests[2]["body"]["content"]) == b"abc"


def test_a_failing_item_says_so() -> None:
    done = imported(
        http("get", DOWNLOAD), packing({}, onError="continueRegularOutput"), base("end", "noOp", {})
    )

    outcome, _ = ran(done, [{"id": 1}], [answer(b"plain", "a.zip")])

    assert "no archive" in outcome.output[0]["error"]


@pytest.mark.parametrize(
    ("parameters", "version"),
    [
        ({"binaryPropertyName": "a, b"}, 1.1),
        ({"operation": "compress", "outputFormat": "gzip", "binaryPropertyName": "a,b"}, 1.1),
        ({"operation": "compress"}, 1),
        ({"operation": "melt"}, 1.1),
    ],
)
def test_what_has_no_counterpart_is_told(parameters: dict[str, Any], version: float) -> None:
    done = imported(http("get", DOWNLOAD), packing(parameters, version), base("end", "noOp", {}))

    assert "setting-unsupported" in reasons(done)

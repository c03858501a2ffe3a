"""Workflows over files: kept, parted, gone over part by part, joined, given to code, parsed, edited."""

from typing import Any, Final

from tests.oracle.drawings.drawing import drawn, for_each
from tests.oracle.drawings.small_workflows import choice, see
from tests.oracle.json_value import Json


def _file(operation: str, **config: object) -> dict[str, Any]:
    return {"type": "file", "config": {"operation": operation, **config}}


def _image(operation: str, **config: object) -> dict[str, Any]:
    return {"type": "image", "config": {"operation": operation, **config}}


def _fetched(**config: object) -> dict[str, Any]:
    return {"type": "http_request", "config": {"url": "https://example.com/{{ $trigger.word }}", **config}}


def _stored(operation: str, **config: object) -> dict[str, Any]:
    place = {"bucket": "for-workflows-default-a", "key": "{{ $trigger.word }}.csv"}
    return {"type": "storage", "config": {"operation": operation, **place, **config}}


def _code(source: str, **config: object) -> dict[str, Any]:
    return {"type": "code", "config": {"source": source, **config}}


OVER_FILES: Final[dict[str, dict[str, Json]]] = {
    "parts of a file that are worked on and joined": drawn(
        "t > k > s > f",
        "f:loop > r > w > f",
        "f:done > j > e",
        k=_file("write", value="{{ $trigger.items }}", content_type="text/{{ $trigger.word }}"),
        s=_file(
            "split", file="{{ $nodes.k }}", items="rows.{{ no.expression }}", size="{{ 2 }}", format="json"
        ),
        f=for_each(concurrency=2),
        r=_file("read", file="{{ $item }}"),
        w=_file("write", format="jsonl"),
        j=_file("join", files="{{ $input }}", format="csv"),
        e=see("f", "w"),
    ),
    "an answer in a file that goes to code and on": drawn(
        "t > c",
        "c:true > a > k > p",
        "c:false > g > k",
        "k:error > e",
        c=choice("c"),
        a=_fetched(response="file"),
        g=_stored("get", as_file=True),
        k={
            **_code(
                "return $nodes.a", files="contents", response="file", input={"rows": "{{ $input.file }}"}
            ),
            "on_error": "branch",
        },
        p=_stored("put", body="{{ $input }}", content_type="text/csv"),
        e=see("k"),
    ),
    "a file that is parsed, written again and signed": drawn(
        "t > k",
        "k > p > m",
        "k > h > m",
        "k > d > m",
        k=_file("write"),
        p={"type": "parse", "config": {"format": "csv", "delimiter": ";"}},
        h={"type": "hmac", "config": {"key": "{{ $trigger.word }}", "encoding": "base64"}},
        d={"type": "format", "config": {"format": "base64", "value": "{{ $nodes.k }}"}},
        m=see("p", "h", "d"),
    ),
    "an image that is made, changed and described": drawn(
        "t > k > s > d > e",
        k=_image(
            "create",
            width="{{ $count($trigger.items) + 1 }}",
            height=20,
            steps=[{"do": "text", "text": "{{ $trigger.word }}"}],
        ),
        s=_image(
            "edit",
            steps=[
                {"do": "resize", "width": 10.5},
                {"do": "overlay", "file": "{{ $nodes.k }}", "mode": "xor"},
            ],
            format="webp",
            quality="{{ 40 + 1 }}",
            response="base64",
        ),
        d=_image("describe", file="{{ $input.content }}"),
        e=see("k"),
    ),
    "files that are packed and taken out again": drawn(
        "t > k > c > x > e",
        k=_file("write", value="{{ $trigger.word }}"),
        c=_file("compress", files={"a.txt": "{{ $input }}", "b": "{{ $nodes.k }}"}, format="tar_gz"),
        x=_file("extract", response="base64"),
        e=see("k"),
    ),
    "a request that sends the file of another node": drawn(
        "t > k > a > b",
        k=_file("write", format="text", value="{{ $trigger.word }}"),
        a=_fetched(method="POST", body_type="multipart", body={"file": {"content": "{{ $input }}"}}),
        b=_code("return [$trigger, $nodes.k]", response="file"),
    ),
}

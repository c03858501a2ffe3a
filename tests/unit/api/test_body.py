"""Bodies: read strictly, refused with a code of their own."""

import base64
import json

import pytest

from exeoflow.api.bodies.body import MAX_BODY_BYTES, json_object, optional_json_object
from exeoflow.api.problems import failure
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest, MalformedBody, PayloadTooLarge
from exeoflow.model.json import MAX_DEPTH
from tests.unit.api.requests import request


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_an_object_is_read_plain_or_encoded() -> None:
    text = '{"a": [1, -2.5e3, "ä😀", null, true], "b": {"\\ud83d\\ude00": {}}}'

    plain = json_object(request(text))

    assert plain == {"a": [1, -2500.0, "ä😀", None, True], "b": {"😀": {}}}
    assert json_object(request(encoded(text.encode()), is_base64=True)) == plain


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5), ("5.0", 5), ("-5e2", -500), ("5.5", 5.5), ("-0.0", 0), ("1e300", 1e300)]
)
def test_a_whole_number_is_whole_however_it_is_written(text: str, number: float) -> None:
    read = json_object(request(f'{{"a": {text}}}'))["a"]

    assert (read, type(read)) == (number, type(number))


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "{",
        "{'a': 1}",
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        '{"a": ' + "9" * 5000 + "}",
        "\ud800",
    ],
)
def test_what_is_no_json_is_malformed(body: str | None) -> None:
    with pytest.raises(MalformedBody):
        json_object(request(body))


def test_a_number_that_nobody_reads_is_named() -> None:
    with pytest.raises(MalformedBody) as refusal:
        json_object(request('{"a": 1, "b": -' + "9" * 5000 + "}"))

    assert refusal.value.faults == (Diagnostic("json-no-number", "", values={"token": "-" + "9" * 5000}),)


@pytest.mark.parametrize("token", ["1" + "0" * 309, "-" + "9" * 400])
def test_a_whole_number_that_no_expression_can_hold_is_named(token: str) -> None:
    with pytest.raises(MalformedBody) as refusal:
        json_object(request('{"a": [1, ' + token + "]}"))

    assert refusal.value.faults == (Diagnostic("json-no-number", "", values={"token": token}),)


def test_the_largest_whole_number_is_read() -> None:
    assert json_object(request('{"a": 1' + "0" * 308 + "}")) == {"a": 10**308}


def test_a_mark_of_the_byte_order_is_passed_over() -> None:
    assert json_object(request('\ufeff{"a": "ü"}')) == {"a": "ü"}


@pytest.mark.parametrize("body", ["no base64!", encoded(b'"\xff\xfe"'), "ä"])
def test_bytes_that_are_no_text_are_malformed(body: str) -> None:
    with pytest.raises(MalformedBody):
        json_object(request(body, is_base64=True))


@pytest.mark.parametrize("body", ["[]", "1", "null", '"text"'])
def test_json_that_is_no_object_is_invalid(body: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        json_object(request(body))

    assert [fault.rule for fault in refusal.value.faults] == ["field-not-object"]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 5_000, 100_000])
def test_nesting_has_a_limit(depth: int) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        json_object(request('{"a":' * depth + "1" + "}" * depth))

    assert [fault.rule for fault in refusal.value.faults] == ["field-too-deep"]


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1

    assert json_object(request('{"a":' * depth + "1" + "}" * depth))


@pytest.mark.parametrize("body", ['{"a": "\\ud800"}', '{"\\udfff": 1}', '{"a": ["x\\udc00y"]}'])
def test_half_a_character_is_refused(body: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        json_object(request(body))

    assert [fault.rule for fault in refusal.value.faults] == ["field-not-unicode"]


def test_a_body_over_the_limit_is_too_large_in_bytes_and_not_in_characters() -> None:
    room = MAX_BODY_BYTES - len('{"a":""}')

    json_object(request('{"a":"' + "ü" * (room // 2) + '"}'))
    for body, is_base64 in (
        ('{"a":"' + "ü" * (room // 2) + 'x"}', False),
        ("x" * (MAX_BODY_BYTES + 1), False),
        (encoded(b" " * (MAX_BODY_BYTES + 1)), True),
        ("x" * (2 * MAX_BODY_BYTES + 1), True),
    ):
        with pytest.raises(PayloadTooLarge):
            json_object(request(body, is_base64=is_base64))


def test_a_body_may_be_left_out_where_it_is_optional() -> None:
    assert optional_json_object(request()) == optional_json_object(request("")) == {}
    assert optional_json_object(request('{"a": 1}')) == {"a": 1}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"name": "x",\n  "nodes": [}', "It is no JSON at line 2, column 13."),
        ("{name: 1}", "It is no JSON at line 1, column 2."),
        ('{"a": 1, "b": 2, "a": 3}', "An object has the field “a” twice."),
        ('{"a": NaN}', "`NaN` is no number of JSON, or too large."),
        ('{"a": 1e999}', "`1e999` is no number of JSON, or too large."),
    ],
)
def test_what_is_no_json_is_told_where_and_why(body: str, words: str) -> None:
    with pytest.raises(MalformedBody) as refusal:
        json_object(request(body))

    (detail,) = json.loads(failure(refusal.value, "en", "id").body)["error"]["details"]
    assert detail["message"] == words

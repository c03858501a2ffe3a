"""Foreign forms of data, read and written."""

from typing import Any

import pytest

from exeoflow.transformation.errors import TransformationFailed
from exeoflow.transformation.task import transformed
from tests.unit.service.files.desk import Desk

BERLIN = {"timezone": "Europe/Berlin"}


def parsed(form: str, text: object, **options: Any) -> Any:
    return transformed({"operation": "parse", "format": form, "text": text, "options": options}, Desk)


def written(form: str, value: object, **options: Any) -> Any:
    return transformed({"operation": "format", "format": form, "value": value, "options": options}, Desk)


def failure(operation: str, form: str, value: object, **options: Any) -> str:
    payload = {"operation": operation, "format": form, "text": value, "value": value, "options": options}
    with pytest.raises(TransformationFailed) as raised:
        transformed(payload, Desk)
    return f"{type(raised.value).__name__}: {raised.value}"


@pytest.mark.parametrize(
    ("form", "text", "options", "expected"),
    [
        ("json", '\ufeff{"a": [1, 12345678901234567890]}', {}, {"a": [1, "12345678901234567890"]}),
        ("json", "null", {}, None),
        ("jsonl", '\ufeff{"a": 1}\r\n\n12345678901234567890\n', {}, [{"a": 1}, "12345678901234567890"]),
        ("jsonl", "", {}, []),
        ("xml", "<a><b/></a>", {}, {"a": {"b": None}}),
        ("xml", '<a x="1">t</a>', {}, {"a": {"@x": "1", "#text": "t"}}),
        ("xml", "<a><i>1</i></a>", {"lists": ["i"]}, {"a": {"i": ["1"]}}),
        ("xml", "<a><i>1</i><i>2</i></a>", {"lists": ["i"]}, {"a": {"i": ["1", "2"]}}),
        ("csv", 'a;b\r\n1;"x;""y"\r\n', {}, [{"a": "1", "b": 'x;"y'}]),
        ("csv", "a,b\n", {}, []),
        ("csv", "1,2\n3\n", {"header": False}, [["1", "2"], ["3"]]),
        ("csv", "a|b,c\n1|2,3", {"delimiter": "|"}, [{"a": "1", "b,c": "2,3"}]),
        ("query", "?a=1&b=2&b=%C3%A4+x&c=", {}, {"a": "1", "b": ["2", "ä x"], "c": ""}),
        ("query", "a=1", {"lists": ["a", "z"]}, {"a": ["1"], "z": []}),
        ("base64", "w6Qg4oKs", {}, "ä €"),
        ("base64", "w6Q_", {}, "ä?"),
        ("date", "2026-07-01T12:00:00Z", BERLIN, "2026-07-01T14:00:00+02:00"),
        ("date", "2026-07-01", BERLIN, "2026-07-01T00:00:00+02:00"),
        ("date", 0, {}, "1970-01-01T00:00:00+00:00"),
        ("date", "1782907200000", {}, "2026-07-01T12:00:00+00:00"),
        ("date", "1.7.2026 9:05", {"pattern": "d.M.yyyy H:mm", **BERLIN}, "2026-07-01T09:05:00+02:00"),
        ("date", "3. März 2026", {"pattern": "d. MMMM yyyy", "language": "de", **BERLIN}, "2026-03-03T00:00:00+01:00"),
        ("date", "Wed, 1 Jul 2026 12:00 pm", {"pattern": "EEE, d MMM yyyy hh:mm a"}, "2026-07-01T12:00:00+00:00"),
        ("date", "12/31/99 12:01 AM", {"pattern": "MM/dd/yy hh:mm a"}, "1999-12-31T00:01:00+00:00"),
        ("date", "2026-07-01 12:00 +0530", {"pattern": "yyyy-MM-dd HH:mm ZZZ", **BERLIN}, "2026-07-01T08:30:00+02:00"),
        ("date", "2026-07-01 12:00 America/New_York", {"pattern": "yyyy-MM-dd HH:mm z"}, "2026-07-01T16:00:00+00:00"),
        ("date", "12:00Z day 1.250", {"pattern": "HH:mmZZ 'day' d.SSS"}, "1970-01-01T12:00:00.250+00:00"),
        ("date", 1782907200, {"pattern": "X"}, "2026-07-01T12:00:00+00:00"),
        # The clocks leave out an hour: the time is the one an hour later.
        ("date", "2026-03-29T02:30", BERLIN, "2026-03-29T03:30:00+02:00"),
    ],
)  # fmt: skip
def test_a_text_is_read(form: str, text: object, options: dict[str, Any], expected: Any) -> None:
    assert parsed(form, text, **options) == expected


@pytest.mark.parametrize(
    ("form", "value", "options", "expected"),
    [
        ("json", {"a": ["ä", 0.1 + 0.2]}, {}, '{"a":["ä",0.30000000000000004]}'),
        ("jsonl", [{"a": "ä\n"}, 1], {}, '{"a":"ä\\n"}\n1\n'),
        ("jsonl", {"a": 1}, {}, '{"a":1}\n'),
        ("jsonl", [], {}, ""),
        ("csv", [{"a": "ü"}], {"bom": True, "delimiter": ";"}, "\ufeffa\r\nü\r\n"),
        ("json", {"a": 1}, {"indent": True}, '{\n  "a": 1\n}'),
        ("xml", {"a": {"@x": 1, "i": ["1", None]}}, {}, '<?xml version="1.0" encoding="utf-8"?>\n<a x="1"><i>1</i><i></i></a>'),
        ("csv", [{"a": 1, "b": "x,y"}, {"b": None, "c": [1]}], {}, 'a,b,c\r\n1,"x,y",\r\n,,[1]\r\n'),
        ("csv", [{"a": 1, "b": 2}], {"columns": ["b"], "delimiter": ";"}, "b\r\n2\r\n"),
        ("csv", [["a", 1], ["b", True]], {}, "a,1\r\nb,true\r\n"),
        ("csv", [], {}, ""),
        ("csv", {"a": 1}, {"header": False}, "1\r\n"),
        ("query", {"a": "ä &", "b": [1, True], "c": None}, {}, "a=%C3%A4+%26&b=1&b=true&c="),
        ("base64", "ä€", {}, "w6Tigqw="),
        ("base64", "??>", {"url_safe": True}, "Pz8-"),
        ("base64", {"a": 1}, {}, "eyJhIjoxfQ=="),
        ("date", "2026-07-01T12:00:00Z", BERLIN, "2026-07-01T14:00:00+02:00"),
        ("date", 1500, {}, "1970-01-01T00:00:01.500+00:00"),
        ("date", "2026-07-01T12:00:00Z", {"pattern": "EEEE, d. MMMM yyyy 'um' HH:mm 'o''clock' ZZ z", "language": "de", **BERLIN},
         "Mittwoch, 1. Juli 2026 um 14:00 o'clock +02:00 Europe/Berlin"),
        ("date", "2026-01-02T03:04:05.678Z", {"pattern": "yy M MM MMM d dd EEE E h a m s SSS ZZZ kkkk W ooo q X x y"},
         "26 1 01 Jan 2 02 Fri 5 3 AM 4 5 678 +0000 2026 1 002 1 1767323045 1767323045678 2026"),
        ("date", "2026-01-31", {"add": {"months": 1}}, "2026-02-28T00:00:00+00:00"),
        ("date", "2024-02-29", {"add": {"years": -1, "days": 1}}, "2023-03-01T00:00:00+00:00"),
        # A day is one on the wall, 24 hours are not.
        ("date", "2026-03-28T12:00:00", {"add": {"days": 1}, **BERLIN}, "2026-03-29T12:00:00+02:00"),
        ("date", "2026-03-28T12:00:00", {"add": {"hours": 24}, **BERLIN}, "2026-03-29T13:00:00+02:00"),
        ("date", "2026-10-24T02:30:00", {"add": {"weeks": 0, "days": 1}, **BERLIN}, "2026-10-25T02:30:00+02:00"),
        ("date", "2026-05-14T12:34:56.789", {"start_of": "second"}, "2026-05-14T12:34:56+00:00"),
        ("date", "2026-05-14T12:34:56", {"start_of": "minute"}, "2026-05-14T12:34:00+00:00"),
        ("date", "2026-05-14T12:34:56", {"start_of": "hour"}, "2026-05-14T12:00:00+00:00"),
        ("date", "2026-05-14T12:34:56", {"start_of": "week", **BERLIN}, "2026-05-11T00:00:00+02:00"),
        ("date", "2026-05-14T12:34:56", {"start_of": "month"}, "2026-05-01T00:00:00+00:00"),
        ("date", "2026-05-14T12:34:56", {"start_of": "quarter"}, "2026-04-01T00:00:00+00:00"),
        ("date", "2026-05-14T12:34:56", {"start_of": "year", **BERLIN}, "2026-01-01T00:00:00+01:00"),
    ],
)  # fmt: skip
def test_a_value_is_written(form: str, value: object, options: dict[str, Any], expected: str) -> None:
    assert written(form, value, **options) == expected


@pytest.mark.parametrize(
    ("operation", "form", "value", "options", "expected"),
    [
        ("parse", "json", "{", {}, "Data.Invalid: it is no JSON (line 1, column 2)"),
        ("parse", "json", '{"a": 1},', {}, "Data.Invalid: it is no JSON (line 1, column 9)"),
        ("format", "xml", {"a": "b\0"}, {}, "Data.Invalid: XML cannot hold the character U+0000"),
        ("parse", "json", {"a": 1}, {}, "Data.Invalid: what is parsed must be a text or a file"),
        ("parse", "xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", {}, "Data.Invalid: it is XML that declares entities, which are refused"),
        ("parse", "xml", "<a>" * 500 + "</a>" * 500, {}, "Data.Invalid: it is XML that nests deeper than 200 elements"),
        ("parse", "xml", "<a>", {}, "Data.Invalid: it is no XML (line 1)"),
        ("parse", "csv", 'a\n"b', {}, "Data.Invalid: it is no CSV (line 2)"),
        ("parse", "csv", "a" * 200_000, {}, "Data.Invalid: it is no CSV (line 1)"),
        ("parse", "csv", "a", {"delimiter": '"'}, "Data.InvalidRequest: delimiter must be one character, and no quote"),
        ("parse", "base64", "é", {}, "Data.Invalid: it is no base64"),
        ("parse", "pdf", "w6Q", {}, "Data.Invalid: it is no PDF"),
        ("parse", "xlsx", "é", {}, "Data.Invalid: it is no base64"),
        ("parse", "base64", "/w==", {}, "Data.Invalid: it is no base64 of a text in UTF-8"),
        ("parse", "date", "tomorrow", {}, "Data.Invalid: it is no timestamp such as 2026-07-01T12:00:00+02:00; give its pattern"),
        ("parse", "date", True, {}, "Data.Invalid: what is parsed must be a text or a file"),
        ("parse", "date", "31.2.2026", {"pattern": "d.M.yyyy"}, "Data.Invalid: there is no such date"),
        ("parse", "date", "13:00 PM", {"pattern": "hh:mm a"}, "Data.Invalid: there is no such date"),
        ("parse", "date", "x", {"pattern": "d"}, "Data.Invalid: the text does not fit the pattern d"),
        ("parse", "date", "x", {"pattern": "qq"}, "Data.InvalidRequest: the pattern has qq, which has no meaning: text stands between apostrophes"),
        ("format", "date", "2026-01-01", {"pattern": "YYYY"}, "Data.InvalidRequest: the pattern has YYYY, which has no meaning: here it is yyyy"),
        ("format", "date", "2026-01-01", {"pattern": "MMMM", "language": ["fr"]}, "Data.InvalidRequest: language must be one of en, de"),
        ("format", "date", "2026-01-01", {"pattern": 1}, "Data.InvalidRequest: pattern must be a text"),
        ("format", "date", "2026-01-01", {"pattern": "J"}, "Data.InvalidRequest: the pattern has J, which has no meaning: text stands between apostrophes"),
        ("format", "date", None, {}, "Data.Invalid: a date must be a timestamp, or milliseconds since 1970"),
        ("format", "date", 1e300, {}, "Data.Invalid: it is no timestamp such as 2026-07-01T12:00:00+02:00; give its pattern"),
        ("format", "date", "9999-12-31T23:00Z", {"add": {"hours": 2}}, "Data.Invalid: the date lies beyond the years 1 to 9999"),
        ("format", "date", "0001-01-01", {"timezone": "Asia/Tokyo"}, "Data.Invalid: the date lies beyond the years 1 to 9999"),
        ("format", "date", "2026-01-01", {"add": {"days": "1"}},
         "Data.InvalidRequest: add must hold numbers of years, months, weeks, days, hours, minutes, seconds, milliseconds"),
        ("format", "date", "2026-01-01", {"add": {"days": 1.5}}, "Data.InvalidRequest: days must be a whole number"),
        ("format", "date", "2026-01-01", {"start_of": "era"},
         "Data.InvalidRequest: start_of must be one of year, quarter, month, week, day, hour, minute, second"),
        ("format", "date", "2026-01-01", {"timezone": "Nowhere"}, "Data.InvalidRequest: timezone must be a name such as Europe/Berlin"),
        ("format", "date", "2026-01-01", {"pattern": "d", "language": "fr"}, "Data.InvalidRequest: language must be one of en, de"),
        ("format", "xml", [1], {}, "Data.Invalid: XML needs an object with the name of its root"),
        ("format", "xml", {"a": 1, "b": 2}, {}, "Data.Invalid: it is no XML: one root, with names of elements as keys, is needed"),
        ("format", "csv", [1], {}, "Data.Invalid: a table needs a list of objects, or of lists"),
        ("format", "query", [1], {}, "Data.Invalid: a query string needs an object"),
        ("format", "json", "x" * 300_000, {}, "Data.TooLarge: the result is larger than 261120 bytes of JSON"),
        ("parse", "yaml", "", {}, "Data.InvalidRequest: format must be one of json, jsonl, xml, csv, query, base64, date, pdf, xlsx"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_clear_error(
    operation: str, form: str, value: object, options: dict[str, Any], expected: str
) -> None:
    assert failure(operation, form, value, **options) == expected


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        # RFC 4231, test case 2
        ({"key": "Jefe", "text": "what do ya want for nothing?"}, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        ({"key": "4a656665", "key_encoding": "hex", "text": "what do ya want for nothing?", "algorithm": "sha1"},
         "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        ({"key": "SmVmZQ==", "key_encoding": "base64", "text": "what do ya want for nothing?", "encoding": "base64"},
         "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="),
        ({"key": "k", "text": "t", "encoding": "base64url", "algorithm": "md5"}, "uljM8Q4Mps2-i1QaJN3GNw"),
    ],
)  # fmt: skip
def test_a_text_is_signed(request_: dict[str, Any], expected: str) -> None:
    assert transformed({"operation": "hmac", **request_}, Desk) == expected


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"key": "k", "text": {"a": 1}}, "text must be a text"),
        ({"key": "", "text": "t"}, "key must be a text"),
        ({"key": "x", "key_encoding": "hex", "text": "t"}, "the key is not in hex"),
        ({"key": "!", "key_encoding": "base64", "text": "t"}, "the key is not in base64"),
        ({"key": "k", "text": "t", "algorithm": "crc32"}, "algorithm must be one of"),
        ({"key": "k", "text": "t", "encoding": "octal"}, "encoding must be one of"),
    ],
)
def test_what_cannot_be_signed_is_refused(request_: dict[str, Any], message: str) -> None:
    with pytest.raises(TransformationFailed, match=message):
        transformed({"operation": "hmac", **request_}, Desk)


def test_rows_are_a_spreadsheet_and_again_rows() -> None:
    file = written("xlsx", [{"a": 1, "b": "=1+1"}, {"a": None, "c": [1]}], columns=["b", "a"], sheet="S")

    assert parsed("xlsx", file, sheet="S") == [{"b": "=1+1", "a": 1}]
    assert parsed("xlsx", file, header=False, dates="number") == [["b", "a"], ["=1+1", 1]]

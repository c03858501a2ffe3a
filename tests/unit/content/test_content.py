"""Texts of other systems as data, and what is refused instead of read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exeoflow.content
from exeoflow.content import (
    FORMATS,
    ContentInvalid,
    decoded,
    format_of,
    json_lines,
    reader_of,
)
from exeoflow.content.csv_rows import MAX_COLUMNS, read_csv
from exeoflow.content.exact_json import read_exact_json
from exeoflow.content.xml_tree import read_xml, write_xml

_LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"
    "<l>&c;</l>"
)


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("text/json", "json"),
        ("application/xml", "xml"),
        ("application/atom+xml", "xml"),
        ("image/svg+xml", "text"),
        ("text/html", "text"),
        ("text/csv", "csv"),
        ("application/pdf", None),
        ("", None),
    ],
)
def test_a_media_type_stands_for_a_format(media_type: str, expected: str | None) -> None:
    assert format_of(media_type) == expected


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("ü".encode(), None, "ü"),
        ("ü".encode("utf-8-sig"), "iso-8859-1", "ü"),
        ("ü€".encode("utf-16"), None, "ü€"),
        ("ü€".encode("utf-32"), None, "ü€"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>".encode("latin-1"), None, "ü"),
        (b'<html><head><meta charset="windows-1252">\x80', None, "€"),
        (b"<META http-equiv=Content-Type content='text/html; charset=iso-8859-2'>\xb1", None, "ą"),
        ('<?xml version="1.0" encoding="utf-16"?><a>ü</a>'.encode(), None, "ü"),
        ('<?xml version="1.0" encoding="latin1"?><a>ü</a>'.encode(), "utf-8", "ü"),
        (b"<meta charset=klingon>\xff", None, "\ufffd"),
        (b"\xff", "utf-8", "\ufffd"),
        (b"\\ud800", "unicode_escape", "?"),
        (b"x", "undefined", "x"),
    ],
)
def test_the_nearest_word_about_characters_counts(body: bytes, charset: str | None, expected: str) -> None:
    assert expected in decoded(body, charset, declares=True)


def test_a_text_that_only_speaks_of_a_charset_is_not_asked() -> None:
    assert decoded('<meta charset="latin1">ü'.encode()) == '<meta charset="latin1">ü'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123456789012345", 123456789012345),
        ("-123456789012345", -123456789012345),
        ("1234567890123456", "1234567890123456"),
        ("-9007199254740993", "-9007199254740993"),
        ("3.141592653589793", 3.141592653589793),
        ("52.520006599999998", "52.520006599999998"),
        ("12345678901234.567", "12345678901234.567"),
        ("0.12345678901234567890", "0.12345678901234567890"),
        ("1e400", "1e400"),
        ("1.50", 1.5),
        ("9" * 5000, "9" * 5000),
        ('"\\u00fc"', "ü"),
    ],
)
def test_numbers_that_would_change_are_texts(text: str, expected: object) -> None:
    assert read_exact_json(text) == expected


@pytest.mark.parametrize("text", ["", "{", "NaN", "[-Infinity]", '"\\ud800"', "[" * 100_000, "1 2"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ContentInvalid):
        read_exact_json(text)


@pytest.mark.parametrize(
    "text",
    [_LAUGHS, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "<a><b></a>", "", "x"],
)
def test_xml_that_multiplies_reaches_out_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(ContentInvalid):
        read_xml(text)


def test_xml_that_nests_without_end_is_refused() -> None:
    with pytest.raises(ContentInvalid, match="nests deeper"):
        read_xml("<a>" * 5000 + "</a>" * 5000)


def test_xml_with_namespaces_keeps_the_names_as_they_are_written() -> None:
    text = '<s:Envelope xmlns:s="urn:x"><s:Body><ok/></s:Body></s:Envelope>'

    assert read_xml(text) == {"s:Envelope": {"@xmlns:s": "urn:x", "s:Body": {"ok": None}}}


def test_xml_that_declares_another_charset_is_a_text_by_now() -> None:
    assert read_xml('<?xml version="1.0" encoding="iso-8859-1"?><a>ü</a>') == {"a": "ü"}


@pytest.mark.parametrize("tree", [{}, {"a": 1, "b": 2}, {"a b": 1}, {"<a": 1}, {"a": [1, 2]}])
def test_what_is_no_tree_with_one_root_is_not_written(tree: dict[str, object]) -> None:
    with pytest.raises(ContentInvalid):
        write_xml(tree)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a,b\n", []),
        ("a,b\r\n1,2\r\n", [{"a": "1", "b": "2"}]),
        ("sep=;\r\na;b,c\r\n1;2\r\n", [{"a": "1", "b,c": "2"}]),
        ("SEP=\t\na\tb\n1\t2", [{"a": "1", "b": "2"}]),
        ("sep=x\n1", [{"sep=x": "1"}]),
        ('a\tb\n"x\ny"\t', [{"a": "x\ny", "b": ""}]),
        (
            "a,,a\n1,2,3,4\n\n5",
            [
                {"a": "1", "column_2": "2", "a_3": "3", "column_4": "4"},
                {"a": "5", "column_2": None, "a_3": None},
            ],
        ),
    ],
)
def test_rows_of_csv_are_objects(text: str, expected: object) -> None:
    assert read_csv(text) == expected


@pytest.mark.parametrize("text", ['a\n"open', "a\n" + "x" * 200_000, 'a\n"x"y'])
def test_csv_that_is_broken_or_has_an_endless_field_is_refused(text: str) -> None:
    with pytest.raises(ContentInvalid):
        read_csv(text)


@pytest.mark.parametrize("text", ["," * MAX_COLUMNS, "," * 9_999 + "\n" + "1\n" * 102])
def test_csv_of_few_bytes_does_not_become_rows_without_end(text: str) -> None:
    with pytest.raises(ContentInvalid, match=r"16,384 columns|1,000,000 of the values"):
        read_csv(text)


@given(st.sampled_from(FORMATS), st.text())
def test_any_text_is_data_that_can_be_sent_on_or_refused(name: str, text: str) -> None:
    try:
        value = reader_of(name)(text)
    except ContentInvalid:
        return

    assert json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


@given(st.binary(), st.none() | st.text(max_size=12))
def test_any_bytes_are_a_text_that_can_be_sent_on(body: bytes, charset: str | None) -> None:
    assert decoded(body, charset, declares=True).encode() is not None


def test_the_readers_can_be_had_from_the_package_itself() -> None:
    assert exeoflow.content.read_xml is read_xml
    with pytest.raises(AttributeError, match="read_yaml"):
        getattr(exeoflow.content, "read_yaml")  # noqa: B009 - a name that mypy knows is missing


def test_a_line_that_is_no_json_is_named() -> None:
    with pytest.raises(ContentInvalid, match="line 3") as caught:
        json_lines.read_json_lines('1\n\n{"a"\n2')

    assert caught.value.line == 3


def test_lines_of_json_end_at_line_breaks_only() -> None:
    assert json_lines.read_json_lines('"a\u2028b"\n12345678901234567890') == [
        "a\u2028b",
        "12345678901234567890",
    ]


@pytest.mark.parametrize("depth", [201, 5_000, 100_000])
def test_json_has_a_depth_beyond_which_nobody_reads_it(depth: int) -> None:
    with pytest.raises(ContentInvalid, match="it is JSON that nests deeper than 200 levels"):
        read_exact_json("[" * depth + "]" * depth)


def test_json_is_read_down_to_its_depth() -> None:
    read = read_exact_json('[{"a": ' * 100 + "1" + "}]" * 100)

    for _ in range(100):
        assert isinstance(read, list)
        (inner,) = read
        assert isinstance(inner, dict)
        read = inner["a"]
    assert read == 1

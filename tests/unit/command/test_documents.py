"""Files are read as YAML 1.2 and JSON say, with the place of each value; written, they keep comments."""

from pathlib import Path

import pytest

from exeoflow.command.documents.paths import parts_of
from exeoflow.command.documents.reading import Place, UnreadableFile, read_document
from exeoflow.command.documents.writing import file_name, write_workflow_file


def written(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_words_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    text = "a: no\nb: on\nc: 2024-01-20\nd: 012\ne: 0o17\nf: 1e3\ng: .5\nh: ~\ni: true\nj: 1_000\nk: 12:30\n"
    value = read_document(written(tmp_path, text)).value
    assert value == {
        "a": "no",
        "b": "on",
        "c": "2024-01-20",
        "d": 12,
        "e": 15,
        "f": 1000.0,
        "g": 0.5,
        "h": None,
        "i": True,
        "j": "1_000",
        "k": "12:30",
    }


def test_a_value_has_its_place_and_a_missing_one_that_of_its_parent(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "name: A\nnodes:\n  - id: x\n    config: {url: u}\n"))
    assert document.place_of(("nodes", 0, "config", "url")) == Place(4, 19)
    assert document.place_of(("nodes", 0, "config", "method")) == Place(4, 13)
    assert document.place_of(("nodes", 7)) == Place(3, 3)


def test_values_of_json_have_places_too(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, '{\n "nodes": [\n  {"id": "x"}\n ]\n}', "a.json"))
    assert document.place_of(("nodes", 0, "id")) == Place(3, 10)


@pytest.mark.parametrize(
    ("name", "text", "says", "line"),
    [
        ("a.yaml", "name: A\nname: B\n", "`name` is there twice", 2),
        ("a.yaml", "name: [\n", "not YAML", 2),
        ("a.yaml", "a: &x {b: 1}\nc: *x\n", "aliases", 2),
        ("a.yaml", "1: a\n", "a name must be a text", 1),
        ("a.json", '{"a": 1,\n "a": 2}', "`a` is there twice", None),
        ("a.json", '{"a": 1,\n}', "^not JSON: from line 2, column 1 on$", 2),
        ("a.json", "[" * 100_000, "^not JSON: it nests too deeply$", None),
        ("a.json", "1" * 5_000, "^not JSON: a number has too many digits$", None),
        ("a.yaml", "a: !!python/object/apply:os.system [ls]", "not YAML", 1),
    ],
)
def test_what_is_no_document_is_told_with_its_line(
    tmp_path: Path, name: str, text: str, says: str, line: int | None
) -> None:
    with pytest.raises(UnreadableFile, match=says) as refused:
        read_document(written(tmp_path, text, name))
    assert (refused.value.place.line if refused.value.place else None) == line


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_document(path)
    with pytest.raises(UnreadableFile, match="No such file"):
        read_document(tmp_path / "b.yaml")


def test_a_path_is_parted_as_the_document_has_it() -> None:
    document = {"nodes": [{"config": {"a.b": {"c": 1}, "a": 2}}]}
    assert parts_of("nodes[0].config.a.b.c", document) == ("nodes", 0, "config", "a.b", "c")
    assert parts_of("nodes[0].config.missing", document) == ("nodes", 0, "config", "missing")
    assert parts_of("", document) == ()


def test_comments_and_quotes_stay_where_a_value_changes(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "# ours\nname: A  # the name\nnodes:\n  - id: one\n    # why\n    type: trigger\n"
        "  - id: two\n    type: set\n",
    )
    workflow = read_document(path).value
    workflow["name"] = "B"
    workflow["nodes"][1]["config"] = {"values": {"x": "a\nb\n"}}
    write_workflow_file(path, workflow)
    assert path.read_text(encoding="utf-8") == (
        "# ours\nname: B  # the name\nnodes:\n  - id: one\n    # why\n    type: trigger\n"
        "  - id: two\n    type: set\n    config:\n      values:\n        x: |\n          a\n          b\n"
    )
    assert read_document(path).value == workflow


@pytest.mark.parametrize(
    "text", ["no", "1e3", "12", " x", "a: b", "#", "a\r\nb", "a \nb", "é\u2028", "null", ""]
)
def test_every_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    write_workflow_file(path, {"name": text, "nodes": [{"id": "a", "type": text}]})
    assert read_document(path).value == {"name": text, "nodes": [{"id": "a", "type": text}]}


def test_a_workflow_has_a_file_name_that_any_system_takes() -> None:
    assert file_name("Rechnung prüfen / Größe?") == "rechnung-pruefen-groesse"
    assert file_name("../../etc") == "etc"
    assert file_name("日本") == "workflow"

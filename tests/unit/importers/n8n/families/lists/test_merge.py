"""Merge: by SQL it asks its tables by the library that n8n asks them by; values it does not know mean
what n8n's own code makes of them; fuzzy comparison is n8n's."""

from typing import Any

import pytest

from tests.n8n.running import NotRun, Ran, run_case
from tests.unit.importers.n8n.test_computed import imported, status

A: list[Any] = [{"id": 1, "n": "ä"}, {"id": 2, "n": "b"}, {"id": 3, "n": None}]
B: list[Any] = [{"id": 2, "v": 10}, {"id": 2, "v": 5}]


def of_two_lists(node: dict[str, Any], a: list[Any], b: list[Any], outputs: int = 1) -> Ran | NotRun:
    """Run a node, `it`, that has a list at each of its inputs and something behind its outputs."""
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": "n8n-nodes-base.code"},
        {"name": "b", "type": "n8n-nodes-base.code"},
        {"name": "it", **node},
        {"name": "end", "type": "n8n-nodes-base.noOp"},
    ]
    to = [{"node": name, "type": "main", "index": 0} for name in ("a", "b")]
    into = [{"node": "it", "type": "main", "index": port} for port in (0, 1)]
    end = [{"node": "end", "type": "main", "index": 0}]
    connections = {
        "go": {"main": [to]},
        "a": {"main": [[into[0]]]},
        "b": {"main": [[into[1]]]},
        "it": {"main": [end] * outputs},
    }
    return run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{}], "a": a, "b": b})


def merged(
    parameters: dict[str, Any], version: float, a: list[Any] = A, b: list[Any] = B, **flags: Any
) -> Any:
    node = {"type": "n8n-nodes-base.merge", "typeVersion": version, "parameters": parameters, **flags}
    ran = of_two_lists(node, a, b)
    return ran.nodes.get("it") if isinstance(ran, Ran) else "refused"


def asked(query: str | None, version: float = 3.1, **options: Any) -> Any:
    parameters: dict[str, Any] = {"mode": "combineBySql", "options": options}
    return merged(parameters | ({} if query is None else {"query": query}), version)


@pytest.mark.parametrize("version", [3, 3.1, 3.2])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT a.n, SUM(b.v) AS s FROM input1 AS a JOIN input2 AS b ON a.id = b.id GROUP BY a.n",
         [{"n": "b", "s": 15}]),
        ("SELECT id FROM input1 WHERE n IS NULL OR id < 2 ORDER BY id DESC", [{"id": 3}, {"id": 1}]),
        ("SELECT * FROM input2", B),
        ("SELECT COUNT(*) AS c FROM input1", [{"c": 3}]),
    ],
)  # fmt: skip
def test_rows_of_a_query(version: float, query: str, expected: list[Any]) -> None:
    assert asked(query, version) == [[expected]]


def test_parameters_stand_for_question_marks() -> None:
    assert asked("SELECT id FROM input1 WHERE id >= ? AND n = ?", queryParameters="2, b") == [[[{"id": 2}]]]


@pytest.mark.parametrize(
    ("version", "options", "expected"),
    [
        (3.1, {}, [{"success": True}]),
        (3.2, {}, []),
        (3.2, {"emptyQueryResult": "success"}, [{"success": True}]),
    ],
)
def test_a_query_without_rows(version: float, options: dict[str, Any], expected: list[Any]) -> None:
    assert asked("SELECT * FROM input1 WHERE id = 9", version, **options) == [[expected]]


@pytest.mark.parametrize("query", ["SELECT FROM WHERE", 'SELECT * FROM CSV("https://example.com/a.csv")'])
def test_what_is_no_query_over_the_tables_fails(query: str) -> None:
    assert asked(query) == [[]]


def test_computed_queries_are_told() -> None:
    assert asked("SELECT {{ $json.x }} FROM input1") == "refused"
    assert asked(None, queryParameters="={{ $json.x }}") == "refused"


KEYS: list[Any] = ["1", 2, "TRUE", "", {"q": 1}, None, 0]


@pytest.mark.parametrize(
    ("key", "alike"),
    [
        (1, ["1"]),
        ("2", [2]),
        (True, ["1", "TRUE"]),
        (False, [0]),
        (None, ["", None, "missing"]),
        ("", ["", None, "missing"]),
        ([], ["", None, "missing"]),
        ('{"q":1}', [{"q": 1}]),
        ("x", []),
    ],
)
def test_fuzzy_comparison_is_n8ns(key: Any, alike: list[Any]) -> None:
    fields = {"values": [{"field1": "k", "field2": "l"}]}
    settings = {"mergeByFields": fields, "options": {"fuzzyCompare": True}}
    right: list[Any] = [{"l": each} for each in KEYS] + [{"o": 1}]

    found = merged({"mode": "combine", **settings}, 2.1, [{"k": key}], right)

    expected = [{"k": key, "o": 1} if each == "missing" else {"k": key, "l": each} for each in alike]
    assert found in ([[expected]], [[]] if not expected else None)


BY_INDEX = {"mode": "mergeByIndex", "join": "odd"}
BY_KEY = {"mode": "mergeByKey", "propertyName1": "id", "propertyName2": "id"}
BY_FIELDS = {"mode": "combine", "mergeByFields": {"values": [{"field1": "id", "field2": "id"}]}}
CLASH_OF_NOTHING: dict[str, Any] = {"clashHandling": {"values": {}}}
CLASH = {"clashHandling": {"values": {"resolveClash": "odd"}}}


@pytest.mark.parametrize(
    ("version", "parameters", "a", "b", "expected"),
    [
        (1, BY_INDEX, A[:1], B, [{**A[0], **B[0]}]),
        (1, BY_INDEX, [], B, B),
        (1, BY_INDEX, A, [], []),
        (1, {"mode": "odd"}, A, B, []),
        (1, {"mode": "passThrough", "output": "odd"}, A, B, B),
        (1, {**BY_KEY, "overwrite": "odd"}, A, B, A),
        (2.1, {"mode": "odd"}, A, B, []),
        (2.1, {"mode": "combine", "combinationMode": "odd"}, A, B, []),
        (2.1, {**BY_FIELDS, "joinMode": "odd"}, A, B, []),
        (2.1, {**BY_FIELDS, "joinMode": "odd"}, A, [], A),
        (2.1, {**BY_FIELDS, "outputDataFrom": "odd"}, A, B, []),
        (2.1, {**BY_FIELDS, "joinMode": "keepNonMatches", "outputDataFrom": "odd"}, A, B, []),
        (2.1, {**BY_FIELDS, "options": CLASH}, A, B, [{}, {}]),
        (2.1, {"mode": "combine", "combinationMode": "multiplex", "options": CLASH}, A[:1], B[:1],
         [{**A[0], **B[0]}]),
        (3, {**BY_FIELDS, "advanced": True, "joinMode": "enrichInput2", "options": CLASH_OF_NOTHING}, A, B,
         [{}, {}]),
    ],
)  # fmt: skip
def test_a_value_that_n8n_does_not_know_means_what_its_code_makes_of_it(
    version: float, parameters: dict[str, Any], a: list[Any], b: list[Any], expected: list[Any]
) -> None:
    found = merged(parameters, version, a, b)

    assert found in ([[expected]], [[]] if not expected else None)


def test_the_third_version_fails_by_a_mode_that_it_does_not_know() -> None:
    assert merged({"mode": "odd"}, 3) == [[]]


POSITION: dict[str, Any] = {"mode": "combine", "combinationMode": "mergeByPosition"}
BRANCH: dict[str, Any] = {"mode": "chooseBranch"}


@pytest.mark.parametrize(
    ("parameters", "version", "lists", "expected", "expected_always"),
    [
        (POSITION, 2.1, (A, []), [[A]], [[A]]),
        (POSITION, 2, ([], B), [[B]], [[B]]),
        ({"mode": "combine", "combineBy": "combineByPosition"}, 3, ([], B), [[[]]], [[[{}]]]),
        (BRANCH, 3, (A, B), [[A]], [[A]]),
        (BRANCH | {"output": "field_1"}, 2, (A, B), [[[]]], [[[]]]),
        (BY_KEY, 1, ([{"id": 1}, {"n": 1}, {"id": [1]}], []), [[[{"id": 1}]]], [[[{"id": 1}]]]),
        (BRANCH, 3, (A, []), None, None),
        (BRANCH | {"output": "empty"}, 2.1, ([], B), None, None),
    ],
)
def test_an_input_without_items_leaves_what_n8n_leaves(
    parameters: dict[str, Any],
    version: float,
    lists: tuple[list[Any], list[Any]],
    expected: Any,
    expected_always: Any,
) -> None:
    found = merged(parameters, version, *lists)
    always = merged(parameters, version, *lists, alwaysOutputData=True)

    assert found == expected
    assert always == expected_always


def test_a_third_branch_that_may_have_nothing_is_told() -> None:
    done = imported("merge", BRANCH | {"useDataOfInput": 3, "numberInputs": 3}, 3)

    assert status(done) == "approximated"


@pytest.mark.parametrize(
    ("version", "by", "resolve", "expected"),
    [
        (2, "combinationMode", "preferLast", {"x": 1, "y": 2}),
        (2, "combinationMode", "preferInput2", {"y": 2}),
        (3, "combineBy", "preferLast", {"y": 2}),
    ],
)
def test_a_clash_that_the_second_version_does_not_know_hides_how_objects_are_merged(
    version: float, by: str, resolve: str, expected: Any
) -> None:
    clash = {"clashHandling": {"values": {"resolveClash": resolve, "mergeMode": "shallowMerge"}}}
    kind = {"combinationMode": "multiplex", "combineBy": "combineAll"}[by]

    found = merged(
        {"mode": "combine", by: kind, "options": clash}, version, [{"o": {"x": 1}}], [{"o": {"y": 2}}]
    )

    assert found == [[[{"o": expected}]]]


NONE_IS_9 = {"conditions": {"number": [{"value1": "={{ $json.id }}", "operation": "equal", "value2": 9}]}}


def behind_a_choice(inputs: tuple[int, ...], kind: str, **flags: Any) -> Any:
    """What the node `it` gives behind a Merge that chooses a branch, of which the second may have nothing."""
    choice = {"mode": "chooseBranch"}
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "none", "type": "n8n-nodes-base.filter", "typeVersion": 1, "parameters": NONE_IS_9},
        {"name": "choice", "type": "n8n-nodes-base.merge", "typeVersion": 3, "parameters": choice, **flags},
        {"name": "it", **JOINING[kind]},
        {"name": "end", "type": "n8n-nodes-base.noOp"},
    ]
    into = {"none": [("none", 0)], "choice": [("choice", each) for each in inputs]}

    def to(*targets: tuple[str, int]) -> list[dict[str, Any]]:
        return [{"node": name, "type": "main", "index": index} for name, index in targets]

    connections = {
        "go": {"main": [to(*into["none"], *into["choice"], ("it", 1))]},
        "none": {"main": [to(("choice", 1))] if 1 not in inputs else []},
        "choice": {"main": [to(("it", 0))]},
        "it": {"main": [to(("end", 0))]},
    }
    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{"id": 1}]})
    assert isinstance(ran, Ran), ran.diagnostics
    return ran.nodes.get("it")


JOINING: dict[str, Any] = {
    "merge": {"type": "n8n-nodes-base.merge", "typeVersion": 3},
    "compare": {
        "type": "n8n-nodes-base.compareDatasets",
        "typeVersion": 2.3,
        "parameters": {"mergeByFields": {"values": [{"field1": "id", "field2": "id"}]}},
    },
}


@pytest.mark.parametrize("flags", [{}, {"disabled": True}])
@pytest.mark.parametrize(
    ("inputs", "kind", "expected"),
    [
        ((0,), "merge", None),
        ((0,), "compare", None),
        ((0, 1), "merge", [[[{"id": 1}, {"id": 1}]]]),
        ((), "merge", [[[{"id": 1}]]]),
    ],
)
def test_behind_a_node_that_waits_in_vain_none_runs_with_less_than_all_its_inputs(
    flags: dict[str, Any], inputs: tuple[int, ...], kind: str, expected: Any
) -> None:
    assert behind_a_choice(inputs, kind, **flags) == expected


@pytest.mark.parametrize(("input_", "expected"), [(0, [[[{"id": 1}]]]), (1, None)])
def test_a_choice_of_which_only_the_first_branch_is_drawn_needs_no_other(input_: int, expected: Any) -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "it", "type": "n8n-nodes-base.merge", "typeVersion": 3, "parameters": BRANCH},
    ]
    connections = {"go": {"main": [[{"node": "it", "type": "main", "index": input_}]]}}

    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{"id": 1}]})

    assert isinstance(ran, Ran)
    assert ran.nodes.get("it") == expected


def test_a_choice_that_only_an_output_for_errors_leads_from_holds_nothing_up() -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {
            "name": "choice",
            "type": "n8n-nodes-base.merge",
            "typeVersion": 3,
            "parameters": BRANCH,
            "onError": "continueErrorOutput",
        },
        {"name": "it", **JOINING["merge"]},
    ]
    into = [{"node": name, "type": "main", "index": index} for name in ("choice", "it") for index in (0, 1)]
    connections = {"go": {"main": [into[:3]]}, "choice": {"main": [[], into[3:]]}}

    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{"id": 1}]})

    assert isinstance(ran, Ran), ran.diagnostics
    assert ran.nodes["it"] == [[[{"id": 1}]]]

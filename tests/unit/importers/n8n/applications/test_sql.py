"""Nodes for databases become SQL with parameters, as the Data API takes it."""

import json
from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran


def sent(
    kind: str, parameters: dict[str, Any], item: Any, records: Any = None, version: float = 2.5
) -> tuple[Any, str, list[Any]]:
    """The node's items, and the statement with its values."""
    done = imported(base("sql", kind, parameters, version))
    answer = {} if records is None else {"formattedRecords": json.dumps(records)}
    outcome, [request] = ran(done, [item], [answer])
    values = [next(iter(each["value"].items())) for each in request["body"]["parameters"]]
    names = [each["name"] for each in request["body"]["parameters"]]
    assert names in ([f"p{n}" for n in range(len(names))], [f"p{n + 1}" for n in range(len(names))])
    assert {str(each.code) for each in done.nodes[-1].reasons} >= {"sql-by-data-api"}
    return outcome.output, request["body"]["sql"], values


def test_a_query_has_its_replacements_as_parameters() -> None:
    parameters = {
        "operation": "executeQuery",
        "query": "SELECT * FROM t WHERE a = $1 AND b = $2::int",
        "options": {"queryReplacement": "={{ [$json.a, 7] }}"},
    }

    output, sql, values = sent("postgres", parameters, {"a": "x'; --"}, [{"a": 1}, {"a": 2}])

    assert output == [{"a": 1}, {"a": 2}]
    assert sql == "SELECT * FROM t WHERE a = :p1 AND b = :p2::int"
    assert values == [("stringValue", "x'; --"), ("longValue", 7)]


def test_replacements_may_stand_between_commas() -> None:
    parameters = {
        "operation": "executeQuery",
        "query": "=CALL f($1, $2) /* {{ $json.a }} */",
        "options": {"queryReplacement": "={{ $json.a }}, {{ $json.b }}"},
    }

    output, sql, values = sent("mySql", parameters, {"a": "x", "b": 2})

    assert output == [{"success": True}]
    assert sql == "CALL f(:p1, :p2) /* x */"
    assert values == [("stringValue", "x"), ("stringValue", "2")]


MAPPED = {
    "table": {"__rl": True, "mode": "list", "value": "t"},
    "schema": {"__rl": True, "mode": "list", "value": "public"},
    "columns": {
        "mappingMode": "defineBelow",
        "value": {"id": "={{ $json.id }}", "on": True, "no": "={{ $json.none }}"},
        "matchingColumns": ["id"],
    },
}


@pytest.mark.parametrize(
    ("kind", "parameters", "sql", "values"),
    [
        (
            "postgres",
            MAPPED,
            'INSERT INTO "public"."t" ("id", "on", "no") VALUES (:p0, :p1, :p2) RETURNING *',
            [("longValue", 1), ("booleanValue", True), ("isNull", True)],
        ),
        (
            "postgres",
            {**MAPPED, "operation": "upsert"},
            (
                'INSERT INTO "public"."t" ("id", "on", "no") VALUES (:p0, :p1, :p2) ON CONFLICT ("id") '
                'DO UPDATE SET "id" = EXCLUDED."id", "on" = EXCLUDED."on", "no" = EXCLUDED."no" RETURNING *'
            ),
            [("longValue", 1), ("booleanValue", True), ("isNull", True)],
        ),
        (
            "postgres",
            {**MAPPED, "operation": "update"},
            'UPDATE "public"."t" SET "on" = :p1, "no" = :p2 WHERE "id" = :p0 RETURNING *',
            [("longValue", 1), ("booleanValue", True), ("isNull", True)],
        ),
        (
            "postgres",
            {"table": "t", "columns": "id, b"},
            'INSERT INTO "t" ("id", "b") VALUES (:p0, :p1) RETURNING *',
            [("longValue", 1), ("doubleValue", 2.5)],
        ),
        (
            "mySql",
            {"table": 'a`b"c', "dataMode": "autoMapInputData"},
            'INSERT INTO `a``b"c` (`id`, `b`) VALUES (:p0, :p1)',
            [("longValue", 1), ("doubleValue", 2.5)],
        ),
        (
            "mySql",
            {"table": 'a`b"c'},
            'INSERT INTO `a``b"c` (`id`, `b`) VALUES (:p0, :p1)',
            [("longValue", 1), ("doubleValue", 2.5)],
        ),
        (
            "mySql",
            {
                "operation": "upsert",
                "table": "t",
                "dataMode": "defineBelow",
                "columnToMatchOn": "id",
                "valueToMatchOn": "={{ $json.id }}",
                "valuesToSend": {"values": [{"column": "b", "value": "={{ $json.b }}"}]},
            },
            (
                "INSERT INTO `t` (`b`, `id`) VALUES (:p0, :p1) "
                "ON DUPLICATE KEY UPDATE `b` = VALUES(`b`), `id` = VALUES(`id`)"
            ),
            [("doubleValue", 2.5), ("longValue", 1)],
        ),
        (
            "postgres",
            {
                "operation": "select",
                "table": "t",
                "options": {"outputColumns": ["id", 'o"d']},
                "where": {"values": [{"column": "a", "value": "x"}, {"column": "b", "condition": "IS NULL"}]},
                "combineConditions": "OR",
                "sort": {"values": [{"column": "id", "direction": "DESC"}]},
            },
            'SELECT "id", "o""d" FROM "t" WHERE "a" = :p0 OR "b" IS NULL ORDER BY "id" DESC LIMIT 50',
            [("stringValue", "x")],
        ),
        (
            "postgres",
            {
                "operation": "deleteTable",
                "deleteCommand": "delete",
                "table": "t",
                "where": {"values": [{"column": "id", "condition": ">=", "value": "={{ $json.id }}"}]},
            },
            'DELETE FROM "t" WHERE "id" >= :p0',
            [("longValue", 1)],
        ),
        ("postgres", {"operation": "deleteTable", "table": "t"}, 'TRUNCATE TABLE "t"', []),
        ("mySql", {"operation": "select", "table": "t", "returnAll": True}, "SELECT * FROM `t`", []),
    ],
)
def test_rows_are_written_and_read(
    kind: str, parameters: dict[str, Any], sql: str, values: list[Any]
) -> None:
    _, said, given = sent(kind, parameters, {"id": 1, "b": 2.5})

    assert (said, given) == (sql, values)


@pytest.mark.parametrize(
    "parameters",
    [
        {"operation": "executeQuery", "query": "SELECT * FROM $1:name", "options": {"queryReplacement": "t"}},
        {
            "operation": "select",
            "table": "t",
            "where": {"values": [{"column": "={{ $json.c }}", "value": 1}]},
        },
        {"operation": "update", "table": "t", "columns": {"value": {"a": 1}, "matchingColumns": [1]}},
        {"operation": "insert", "table": "t", "columns": {"mappingMode": "defineBelow", "value": {}}},
        {"operation": "deleteTable", "table": "t", "deleteCommand": "drop"},
    ],
)
def test_what_is_no_sql_with_parameters_is_told(parameters: dict[str, Any]) -> None:
    done = imported(base("sql", "postgres", parameters, 2.5))

    assert [str(each.status) for each in done.nodes if each.node.name == "sql"] == ["unsupported"]


@pytest.mark.parametrize("operation", ["update", "upsert"])
def test_no_row_is_found_where_no_column_says_which(operation: str) -> None:
    """n8n's own SQL is none that a database takes."""
    parameters = {"operation": operation, "table": "t", "columns": {"value": {"a": 1}, "matchingColumns": []}}
    done = imported(base("sql", "postgres", parameters, 2.5))

    assert {("setting-empty", "columns.matchingColumns")} <= {
        (reason.code, reason.values.get("setting")) for each in done.nodes for reason in each.reasons
    }


def test_the_first_version_finds_rows_by_their_id() -> None:
    parameters = {"operation": "update", "table": "t", "columns": "b"}

    _, said, given = sent("postgres", parameters, {"id": 1, "b": 2.5}, version=1)

    assert said == 'UPDATE "t" SET "b" = :p1 WHERE "id" = :p0 RETURNING *'
    assert given == [("longValue", 1), ("doubleValue", 2.5)]


def snowflake(parameters: dict[str, Any], item: Any, answer: Any) -> tuple[Any, Any]:
    outcome, [request] = ran(imported(base("sql", "snowflake", parameters, 1)), [item], [answer])
    assert request["url"] == "https://<account>.snowflakecomputing.com/api/v2/statements"
    return outcome.output, request["body"]


def test_snowflake_answers_with_rows() -> None:
    kinds = [
        {"name": "ID", "type": "fixed"},
        {"name": "OK", "type": "boolean"},
        {"name": "T", "type": "text"},
    ]
    answer = {"resultSetMetaData": {"rowType": kinds}, "data": [["1", "true", "x"], ["2.5", "false", None]]}

    output, body = snowflake(
        {"operation": "executeQuery", "query": "=SELECT {{ $json.a }}"}, {"a": 1}, answer
    )

    assert output == [{"ID": 1, "OK": True, "T": "x"}, {"ID": 2.5, "OK": False, "T": None}]
    assert body["statement"] == "SELECT 1"


@pytest.mark.parametrize(
    ("parameters", "statement", "values"),
    [
        ({"table": "s.t"}, 'INSERT INTO "S"."T" ("ID","b") VALUES (?,?)', ["1", None]),
        (
            {"table": "t", "operation": "update", "updateKey": "k"},
            'UPDATE "T" SET "K" = ?,"ID" = ?,"b" = ? WHERE "K" = ?',
            ["true", "1", None, "true"],
        ),
    ],
)
def test_snowflake_writes_the_columns_of_an_item(
    parameters: dict[str, Any], statement: str, values: list[Any]
) -> None:
    item = {"id": 1, '"b"': None, "k": True, "more": 0}

    output, body = snowflake({"columns": 'id, "b"', **parameters}, item, {"message": "ok"})

    assert (body["statement"], output) == (statement, [{"id": 1, '"b"': None}])
    assert [each["value"] for each in body["bindings"].values()] == values
    assert (body["database"], "row" in body) == ("<database>", False)

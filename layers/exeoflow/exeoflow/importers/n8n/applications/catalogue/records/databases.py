"""Databases that are asked in SQL, by the Data API of Aurora, and Snowflake by its own."""

# ruff: noqa: S608 - names are quoted, and values are bound

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation

_ROWS: Final = f"$exists($answer.formattedRecords) ? $parse($answer.formattedRecords) : [{DONE}]"


def _executed(sql: str, parameters: str) -> Operation:
    return post(
        "/Execute",
        {
            "resourceArn": "arn:aws:rds:<region>:<account>:cluster:<cluster>",
            "secretArn": "arn:aws:secretsmanager:<region>:<account>:secret:<secret>",
            "database": "<database>",
            "sql": sql,
            "parameters": parameters,
            "formatRecordsAs": "JSON",
        },
        _ROWS,
    )


POSTGRES: Final = Application(
    "Postgres",
    "https://rds-data.<region>.amazonaws.com",
    {
        ("", "executeQuery"): _executed("{statement:query}", "{replacements:query}"),
        ("", "insert"): _executed("{inserted:table}", "{row_values:table}"),
        ("", "upsert"): _executed("{upserted:table}", "{row_values:table}"),
        ("", "update"): _executed("{updated:table}", "{row_values:table}"),
        ("", "select"): _executed("{selected:table}", "{where_values:table}"),
        ("", "deleteTable"): _executed("{deleted:table}", "{where_values:table}"),
    },
    defaults={"": "insert"},
    only="database",
    note="sql-by-data-api",
)

MYSQL: Final = replace(POSTGRES, name="MySQL")

# Snowflake's names are in capitals unless they stand between quotes; each part of a table's is one.
_MARK: Final = '"\\""'
_QUOTED: Final = (
    f'function($n) {{ $contains($n, /^".+"$/) ? $n : {_MARK} & '
    f"$replace($uppercase($n), {_MARK}, {_MARK} & {_MARK}) & {_MARK} }}"
)
_TABLE: Final = '$join([$map($split($request.table, "."), $quoted)], ".")'
_BOUND: Final = (
    "function($names) { $merge([{}, $map($names, function($c, $n) { ($v := $lookup($request.row, $c); "
    '{$string($n + 1): {"type": "TEXT", "value": $type($v) = "null" or $not($exists($v)) ? null : '
    '$type($v) = "boolean" and $v ? "true" : $type($v) = "boolean" ? "false" : $string($v)}}) })]) }'
)
_PLACED: Final = {"database": "<database>", "schema": "<schema>", "warehouse": "<warehouse>"}
_ROW: Final = "$merge([{}, $map($request.columns, function($c) { {$c: $lookup($request.row, $c)} })])"


def _written(sql: str, names: str, keys: str = "[]") -> Operation:
    """A statement with a value for each of some columns of the item; the item's columns are what goes on."""
    statement = (
        f"($quoted := {_QUOTED}; $bound := {_BOUND}; $keys := {keys}; "
        "$columns := $distinct($append($keys, $request.columns)); "
        f"$placed := $sift($request, function($v, $k) {{ $k in {list(_PLACED)} }}); "
        f'$merge([$placed, {{"statement": {sql}, "bindings": $bound({names})}}]))'
    )
    sent = {
        **_PLACED,
        "table": "{need:table}",
        "columns": "{parts:columns}",
        "key": "{updateKey|id}",
        "row": "{own:table}",
        "$": statement,
    }
    return post("/statements", sent, _ROW, is_one=True)


_CELL: Final = (
    '$type($v) = "null" ? null : $t.type in ["fixed", "real"] ? $number($v) : '
    '$t.type = "boolean" ? $v = "true" : $v'
)
_SNOWFLAKE: Final = Application(
    "Snowflake",
    "https://<account>.snowflakecomputing.com/api/v2",
    {
        ("", "executeQuery"): post(
            "/statements",
            {"statement": "{need:query}", **_PLACED},
            "[$map($answer.data, function($r) { $merge([{}, $map($answer.resultSetMetaData.rowType, "
            f"function($t, $c) {{ ($v := $r[$c]; {{$t.name: {_CELL}}}) }})]) }})]",
        ),
        ("", "insert"): _written(
            f'"INSERT INTO " & {_TABLE} & " (" & $join([$map($columns, $quoted)], ",") & ") VALUES (" & '
            '$join([$map($columns, function() { "?" })], ",") & ")"',
            "$columns",
        ),
        ("", "update"): _written(
            f'"UPDATE " & {_TABLE} & " SET " & '
            '$join([$map($columns, function($c) { $quoted($c) & " = ?" })], ",") & '
            '" WHERE " & $quoted($request.key) & " = ?"',
            "$append($columns, $request.key)",
            "[$request.key]",
        ),
    },
    defaults={"": "insert"},
)

_LISTED: Final = (
    "[$map($answer.%s, function($r) { $merge([{}, $map($answer.%s, function($c, $n) { {$c: $r[$n]} })]) })]"
)
"""JSONata for rows that are lists beside the names of their columns."""
_CRATE_DB: Final = Application(
    "CrateDB",
    "https://<host>",
    {("", "executeQuery"): post("/_sql", {"stmt": "{need:query}"}, _LISTED % ("rows", "cols"), is_one=False)},
    defaults={"": "insert"},
    scheme="Basic",
)
_QUEST_DB: Final = Application(
    "QuestDB",
    "https://<host>",
    {("", "executeQuery"): get("/exec", {"query": "{need:query}"}, _LISTED % ("dataset", "columns.name"))},
    defaults={"": "insert"},
    scheme="Basic",
)

APPLICATIONS: Final = {
    "crateDb": _CRATE_DB,
    "mySql": MYSQL,
    "postgres": POSTGRES,
    "questDb": _QUEST_DB,
    "snowflake": _SNOWFLAKE,
}

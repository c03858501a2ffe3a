"""Databases that are asked in SQL, by the Data API of Aurora."""

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.model import Application, Operation

_ROWS: Final = '$exists($answer.formattedRecords) ? $parse($answer.formattedRecords) : [{"success": true}]'


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
    note="sql-by-data-api",
)

MYSQL: Final = replace(POSTGRES, name="MySQL")

APPLICATIONS: Final = {"postgres": POSTGRES, "mySql": MYSQL}

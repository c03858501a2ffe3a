"""Variables in SQLite."""

from dataclasses import dataclass
from typing import Any

from exeoflow.model.variables import Variable, Variables
from local.embedded.stores.rows import json_of, json_text, milliseconds, moment_of, writing
from local.state.database import Database


@dataclass(frozen=True)
class SqliteVariableStore:
    """Keeps a document per workspace."""

    database: Database

    def get(self, workspace: str) -> Variables:
        """Read the row."""
        rows = self.database.rows("SELECT revision, document FROM variables WHERE workspace = ?", workspace)
        return _variables_of(workspace, *rows[0]) if rows else Variables(workspace)

    def replace(self, previous: Variables, variables: Variables) -> bool:
        """Change the row if its revision is the one that was read."""
        new = (variables.revision, _document(variables))
        with writing(self.database) as connection:
            if not previous.revision:
                changed = connection.execute(
                    "INSERT OR IGNORE INTO variables VALUES (?, ?, ?)", (variables.workspace, *new)
                )
            else:
                changed = connection.execute(
                    "UPDATE variables SET revision = ?, document = ? WHERE workspace = ? AND revision = ?",
                    (*new, variables.workspace, previous.revision),
                )
            return bool(changed.rowcount)


def _document(variables: Variables) -> str:
    return json_text(
        [[each.name, each.value, milliseconds(each.updated_at)] for each in variables.by_name.values()]
    )


def _variables_of(workspace: str, revision: int, document: str) -> Variables:
    rows: list[Any] = json_of(document)
    found = {name: Variable(name, value, moment_of(updated_at)) for name, value, updated_at in rows}
    return Variables(workspace, revision, found)

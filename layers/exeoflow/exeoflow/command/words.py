"""What the command says, in the language of the person at the terminal."""

from collections.abc import Mapping

from exeoflow.command.language import users_language
from exeoflow.texts.words import command_text


def words(code: str, **values: object) -> str:
    """Return what is said, with its values."""
    return command_text(code, users_language()).format(**values)


def titled(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a table, named as people read them."""
    return {words(code): field for code, field in columns.items()}

"""The command `approve`: an answer to what a run waits for."""

from typing import Any

from exeoflow.command.catalogue import execution_id_of
from exeoflow.command.connection import connect
from exeoflow.command.json_text import NoJson, read_json
from exeoflow.command.terminal import say
from exeoflow.command.words import words
from exeoflow.remote.approvals import answer, answer_address
from exeoflow.remote.trouble import Trouble


def approve(said: str, *, node: str | None, reject: bool, data: str | None, profile: str | None) -> None:
    """Approve or reject what a run waits for; of a `wait`, resume it with the data."""
    connection = connect(profile)
    execution_id = execution_id_of(connection, said)
    given = None if data is None else _json(data)
    address = answer_address(connection, execution_id, node, reject=reject)
    answer(connection, address, given)
    say(words("approve_rejected" if reject else "approve_answered", id=execution_id))


def _json(text: str) -> Any:
    try:
        return read_json(text)
    except NoJson as error:
        raise Trouble(words("approve_no_json", reason=error)) from error

"""The Lambda task behind the node `code`; its environment belongs to one workspace alone."""

from typing import Any

from exeoflow.code.bootstrap import workers
from exeoflow.code.run import code_answer


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Run the code; an error of it is an answer too, which the state machine turns into one."""
    return code_answer(event, workers())

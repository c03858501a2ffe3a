"""What an export says that can be the name of a workflow."""

from typing import TypeGuard

from exeoflow.model.names import MAX_NAME, can_be_seen


def is_name(said: object) -> TypeGuard[str]:
    """Whether it shows something in as much of it as a name may have, to which it is cut later."""
    return isinstance(said, str) and can_be_seen(said[:MAX_NAME])

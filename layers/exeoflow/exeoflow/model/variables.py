"""Variables: values that workflows of a workspace read by name, and that change without saving these."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from exeoflow.model.json import Json

MAX_VARIABLES: Final = 200
# All of them are assigned at the start of an execution that reads one: 256 KiB is the limit of AWS for that.
MAX_BYTES: Final = 65_536
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class Variable:
    """A value, which is any JSON, and when it was set."""

    name: str
    value: Json
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Variables:
    """All variables of a workspace; `revision` counts their changes, from 0 for none at all."""

    workspace: str
    revision: int = 0
    by_name: Mapping[str, Variable] = field(default_factory=dict)


def is_variable_name(text: str) -> bool:
    """Tell whether an expression can read a variable of this name as `$vars.<name>`."""
    return _NAME.fullmatch(text) is not None

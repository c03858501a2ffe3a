"""JSON that is only read: a dict of strings is JSON too (`json_value.Json` is for what is changed)."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

"""How the value of a field is written: as an expression alone, or as text around expressions."""

import re
from typing import Final

from exeoflow.importers.n8n.parameters import is_computed

OLD_KINDS: Final = ("boolean", "number", "string")
"""The types of fields before version 3, in the order in which they are set."""
_LONE: Final = re.compile(r"=\{\{((?!\}\})[\s\S])*\}\}")
_CODE: Final = re.compile(r"\{\{([\s\S]*?)\}\}")
_AS_JSON: Final = re.compile(
    r"JSON\.stringify\([\s\S]*\)|[\s\S]*\.(?:toJsonString\([^()]*\)|json|length)|\$json|\$(?:item|run)Index|[{\[][\s\S]*"
)
"""What as JSON is an object, a list, a number or JSON already."""


def may_be_no_json(written: object) -> bool:
    """Whether an expression may put in what is no JSON, of which n8n mends more than is mended here."""
    if not is_computed(written):
        return False
    text = written.lstrip("=")
    codes = [(each, text[: each.start()].rstrip()[-1:]) for each in _CODE.finditer(text)]
    return any(_AS_JSON.fullmatch(code[1].strip()) is None or before == '"' for code, before in codes)


def is_written(written: object) -> bool:
    """Whether there is text around the expressions."""
    return is_computed(written) and not is_lone(written)


def is_lone(written: object) -> bool:
    """Whether it is an expression without text around it, whose value may be an object that others have."""
    return is_computed(written) and _LONE.fullmatch(written) is not None

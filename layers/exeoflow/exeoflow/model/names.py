"""Names that people give: how long they may be, and that they show something."""

import re
from typing import Final

MAX_NAME: Final = 200
"""So long the name of a workflow may be, and that of a credential, a webhook or a key."""
SEEN: Final = (
    r"[^\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]"
)
"""A character that shows something: no space, control character, mark without width or blank letter.

Written out, for languages do not agree what their classes hold, and the API's description gives it to all.
"""
_SEEN: Final = re.compile(SEEN)


def can_be_seen(name: str) -> bool:
    """Say whether a name shows anything.

    >>> can_be_seen("Order"), can_be_seen(" \u200b")
    (True, False)
    """
    return _SEEN.search(name) is not None

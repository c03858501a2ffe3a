"""Which parts of an expression are evaluated whatever the data."""

import re

from exeoflow.expressions.scanner import scan

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_PARTING = frozenset(",;")


def is_always_evaluated(part: str, text: str) -> bool:
    """Whether an expression of valid JSONata holds a part outside the branches of its conditions."""
    if part not in text:
        return False
    found = {match.start() for match in re.finditer(rf"{re.escape(part)}(?![A-Za-z0-9_])", text)}
    # For each bracket around a token whether a condition has been asked behind it.
    asked = [False]
    for token in scan(text):
        if token.start in found and not any(asked):
            return True
        if token.kind == "operator" and token.text in _CLOSING:
            asked.pop()
        elif token.text in _OPENING:
            asked.append(False)
        elif token.kind == "operator" and token.text in _PARTING:
            asked[-1] = False
        elif token.kind == "operator" and token.text == "?":
            asked[-1] = True
    return False

"""How deep values nest: what reads them later descends once per level, and none of it for ever."""

from exeoflow.model.json import Json

MAX_DEPTH = 200
"""So many values one in another are read of what others write, as the API takes them in its requests."""


def nests_deeper(value: Json, most: int = MAX_DEPTH) -> bool:
    """Say whether more than `most` lists and objects lie one in another.

    >>> nests_deeper([[]], 1), nests_deeper([1, {}], 2)
    (True, False)
    """
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        if not level:
            return False
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    return bool(level)

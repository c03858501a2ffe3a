"""n8n's items for Python. The text of this file stands before an author's code; it is not imported."""

# ruff: noqa: ANN401 - its values are any JSON
from typing import Any


class Fields(dict[str, Any]):
    """An object whose fields are attributes, too."""

    def __getattr__(self, name: str) -> Any:
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def to_py(self) -> "Fields":
        """What makes a dictionary of an object of JavaScript in n8n."""
        return self


class Items:
    """What `_input` and `_("Node")` give."""

    def __init__(self, items: list[Fields], position: int, paired: list[int | None] | None = None) -> None:
        self._items = items
        self._position = position
        self._paired = paired

    def all(self) -> list[Fields]:
        """Every item."""
        return self._items

    def first(self) -> Fields | None:
        """The first item."""
        return self._items[0] if self._items else None

    def last(self) -> Fields | None:
        """The last item."""
        return self._items[-1] if self._items else None

    @property
    def item(self) -> Fields:
        """The item at hand, or the one that it descends from."""
        position = self._position if self._paired is None else self._paired[self._position]
        if position is None:
            raise LookupError("nobody knows the paired item")
        return self._items[position]


def with_attributes(value: Any) -> Any:
    """The value with objects whose fields are attributes."""
    if isinstance(value, dict):
        return Fields({key: with_attributes(entry) for key, entry in value.items()})
    if isinstance(value, list):
        return [with_attributes(entry) for entry in value]
    return value


def as_items(objects: list[Any]) -> list[Fields]:
    """Items of objects; each says where it stands."""
    return [
        Fields(json=with_attributes(json), pairedItem=Fields(item=position))
        for position, json in enumerate(objects)
    ]


def as_rows(result: Any, count: int) -> list[dict[str, Any]]:
    """What comes out: an object, and the position of the item that it comes from, if that is known."""
    if result is None:
        raise ValueError("the code returns nothing: return a list of objects, one for each item")
    found = result if isinstance(result, (list, tuple)) else [result]
    rows = []
    for position, item in enumerate(found):
        if not isinstance(item, dict):
            raise TypeError("an item is no object: return a list of objects, one for each item")
        json = item.get("json", item)
        if not isinstance(json, dict):
            raise TypeError("the value of 'json' in an item is no object")
        by_count = position if len(found) == count else 0 if 1 in (len(found), count) else None
        paired = item.get("pairedItem", by_count) if "json" in item else by_count
        rows.append({"json": json, "from": paired.get("item") if isinstance(paired, dict) else paired})
    return rows


def run_all(code: Any, values: Any) -> list[dict[str, Any]]:
    """The rows of code that runs once for all items."""
    items = as_items(values["items"])
    item = items[0] if items else None
    result = code(Items(items, 0), items, item, None if item is None else item.json, others(values, 0))
    return as_rows(result, len(items))


def run_each(code: Any, values: Any) -> list[dict[str, Any]]:
    """The rows of code that runs once for each item; what it yields nothing for is left out."""
    items = as_items(values["items"])
    rows = []
    for position, item in enumerate(items):
        result = code(Items(items, position), items, item, item.json, others(values, position))
        if isinstance(result, (list, tuple)):
            raise TypeError("the result is a list: return one object for the item")
        if result is not None:
            rows.append({"json": as_rows(result, 1)[0]["json"], "from": position})
    return rows


def others(values: Any, position: int) -> Any:
    """The function that gives the items of another node."""

    def other(name: str) -> Items:
        node = values["nodes"][name]
        if node is None:
            raise ValueError(f"the node {name} has not run")
        return Items(as_items(node["items"]), position, node.get("paired"))

    return other

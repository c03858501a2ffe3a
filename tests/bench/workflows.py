"""Workflows of any size, class by class."""

from itertools import pairwise
from typing import Any

Workflow = dict[str, Any]


class Drawing:
    """A workflow that is being drawn; it begins with a trigger called `start`."""

    def __init__(self) -> None:
        self._nodes: list[dict[str, Any]] = [{"id": "start", "type": "trigger", "config": {}}]
        self._connections: list[dict[str, str]] = []

    def add(self, node: str, kind: str = "set", **config: object) -> None:
        """Add a node."""
        self._nodes.append({"id": node, "type": kind, "config": config})

    def set(self, node: str, reads: str = "start") -> None:
        """Add a node that reads the `value` of an earlier one, as most real ones do, and hands it on."""
        self.add(node, values={"value": f"{{{{ $nodes.{reads}.value }}}}", "position": node})

    def connect(self, source: str, target: str, handle: str | None = None) -> None:
        """Add a connection."""
        connection = {"source": source, "target": target}
        self._connections.append(connection if handle is None else connection | {"source_handle": handle})

    def workflow(self) -> Workflow:
        """Return what was drawn."""
        return {"id": "wf_bench", "name": "bench", "nodes": self._nodes, "connections": self._connections}


def chain(size: int) -> Workflow:
    """One node after the other, each reading its predecessor."""
    drawing = Drawing()
    names = ["start", *(f"n{number}" for number in range(1, size))]
    for before, node in pairwise(names):
        drawing.set(node, reads=before)
        drawing.connect(before, node)
    return drawing.workflow()


def ladder(diamonds: int) -> Workflow:
    """Choices that meet again, one after the other: 2 to the power of `diamonds` paths."""
    drawing = Drawing()
    last = "start"
    for number in range(diamonds):
        choice, left, right, meeting = (f"{kind}{number}" for kind in ("if", "then", "else", "end"))
        drawing.add(choice, "condition", expression="$input.value > 1")
        drawing.connect(last, choice)
        for side, handle in ((left, "true"), (right, "false")):
            drawing.add(side, values={"value": number})
            drawing.connect(choice, side, handle)
            drawing.connect(side, meeting)
        drawing.add(meeting, values={"value": number})
        last = meeting
    return drawing.workflow()


def forks(size: int, width: int = 10) -> Workflow:
    """Parallel parts that meet again, one after the other."""
    drawing = Drawing()
    last = "start"
    for number in range(size // (width + 1)):
        meeting = f"join{number}"
        for lane in range(width):
            node = f"lane{number}_{lane}"
            drawing.set(node)
            drawing.connect(last, node)
            drawing.connect(node, meeting)
        drawing.add(meeting, "merge", mode="append")
        last = meeting
    return drawing.workflow()


def batches(size: int, body: int = 8) -> Workflow:
    """Loops over items, one after the other, each with a body of some nodes."""
    drawing = Drawing()
    last, handle = "start", None
    for number in range(size // (body + 1)):
        loop = f"each{number}"
        drawing.add(loop, "for_each", items="{{ $trigger.items }}")
        drawing.connect(last, loop, handle)
        nodes = [f"step{number}_{place}" for place in range(body)]
        for node in nodes:
            drawing.set(node)
        drawing.connect(loop, nodes[0], "loop")
        for before, node in pairwise([*nodes, loop]):
            drawing.connect(before, node)
        last, handle = loop, "done"
    return drawing.workflow()


def polls(size: int) -> Workflow:
    """Loops that ask again until something is done, one after the other."""
    drawing = Drawing()
    last, handle = "start", None
    for number in range(size // 2):
        asking, asked = f"ask{number}", f"done{number}"
        drawing.set(asking)
        drawing.add(asked, "condition", expression="$input.value > 1")
        drawing.connect(last, asking, handle)
        drawing.connect(asking, asked)
        drawing.connect(asked, asking, "false")
        last, handle = asked, "true"
    return drawing.workflow()

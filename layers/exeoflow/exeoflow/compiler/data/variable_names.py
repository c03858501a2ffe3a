"""Names for variables: speaking, allowed by Step Functions, and never used twice in a machine."""

import re
from typing import assert_never

from exeoflow.compiler.data.changes import Kept
from exeoflow.compiler.data.reads import VARIABLES_NAME
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Carried, Count, Earlier, Fired, Item, Output, Symbol, Trigger
from exeoflow.expressions.functions import FUNCTIONS
from exeoflow.expressions.jsonata import OF_EVERY_OBJECT

MAX_LENGTH = 80
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9_]")
_RESERVED = frozenset({"states", "live", "cause", "item", "index", "value"})


class VariableNames:
    """Gives each symbol in each scope a name of its own.

    An inner scope may not reuse one of an outer scope. No name is one that an author's expression binds: what
    stands there for a reference would read the author's value instead. And none is what JavaScript finds in
    every object, and so JSONata's reference implementation for every variable.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        texts = [text for vertex in flow.vertices for text in vertex.texts]
        bound = {name for text in texts for expression in text.expressions for name in expression.bound}
        self._taken = {*_RESERVED, VARIABLES_NAME, *OF_EVERY_OBJECT, *FUNCTIONS, *bound}
        self._names: dict[Kept, str] = {}
        self._next: dict[str, int] = {}

    def of(self, variable: Kept) -> str:
        """The name, without the dollar sign."""
        name = self._names.get(variable)
        if name is None:
            name = self._names[variable] = self._free(self._wish(variable.symbol))
        return name

    def handle(self, vertex: int) -> str:
        """A name for the handle that a node has chosen."""
        return self._free(self._allowed(f"{self._id(vertex)}_handle"))

    def _free(self, wish: str) -> str:
        # Many may wish for one name: ids that differ in their punctuation, a value in many branches.
        name, number = wish, self._next.get(wish, 2)
        while name in self._taken:
            name = f"{wish}_{number}"
            number += 1
        self._next[wish] = number
        self._taken.add(name)
        return name

    def _wish(self, symbol: Symbol) -> str:
        match symbol:
            case Output(vertex):
                text = self._id(vertex)
            case Earlier(vertex):
                text = f"{self._id(vertex)}_before"
            case Fired(outlet):
                found = self.flow.outlets[outlet]
                text = f"{self._id(found.source)}_{'ended' if found.is_end else found.handle or 'ran'}"
            case Carried(outlet):
                found = self.flow.outlets[outlet]
                text = f"{self._id(found.source)}_{found.handle or 'output'}_sent"
            case Count(header):
                text = f"{self._id(header)}_iteration"
            case Item(vertex, is_index):
                text = f"{self._id(vertex)}_{'index' if is_index else 'item'}"
            case Trigger():
                text = "trigger"
            case _:
                assert_never(symbol)
        return self._allowed(text)

    def _allowed(self, text: str) -> str:
        name = _NOT_ALLOWED.sub("_", text)[: MAX_LENGTH - 6]
        return f"node_{name}"[:MAX_LENGTH] if not name[0].isalpha() else name

    def _id(self, vertex: int) -> str:
        return "start" if vertex == self.flow.root else self.flow.vertices[vertex].id

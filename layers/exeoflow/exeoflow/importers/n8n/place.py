"""The place of a node in the workflow: steps over its items, with JSONata for its parameters."""

from dataclasses import dataclass
from typing import Final

from exeoflow.importers.n8n.computed_values import INDEX, ITEM, ITEMS, ComputedValues
from exeoflow.importers.n8n.pieces import (
    ARRIVING,
    AT,
    MAIN,
    OWN,
    Link,
    Origins,
    Piece,
    Step,
)
from exeoflow.importers.n8n.prelude import BRIEF, BRIEFEST, with_functions
from exeoflow.importers.n8n.reasons import Refused

MAX_LENGTH: Final = 10_000
"""Characters of an expression."""
INDEXED: Final = '[$map(%s, function($j, $i) { {"j": $j, "k": $i} })]'
"""Each item of a list and its position."""


@dataclass(slots=True)
class Place(ComputedValues):
    """An instance that becomes a piece of the workflow."""

    @property
    def arriving(self) -> str:
        """JSONata for the items that come in, or for the first where the node runs once."""
        return f"[{ARRIVING}[0]]" if self.node.executes_once else ARRIVING

    def list_of(self, body: str, **more: str) -> str:
        """An expression over the items `$in`, with the functions that it names."""
        bound = "".join(f"${name} := {text}; " for name, text in more.items())
        return self.whole(f"{ITEMS} := {self.arriving}; {bound}{body}")

    def whole(self, body: str) -> str:
        """An expression with the functions that it names; raises `Refused` if it is too long."""
        origins = (each for each in self.earlier.origins.items() if f"${each[0]}(" in body)
        body = "".join(f"${name} := {text}; " for name, text in origins) + body
        text = self._with_functions(body)
        if self._is_too_long(text):
            text = with_functions(body, BRIEFEST if self.is_brief else BRIEF)
            if "$js_json_text(" in body:  # The brief one leaves keys that are numbers where they stand.
                self.note("expression-approximated", expression="JSON.stringify", what="expression-size")
        if self._is_too_long(text):
            raise Refused("expression-too-long")
        return text

    def _with_functions(self, body: str) -> str:
        """An expression with its functions, of a workflow that would be too large with the brief ones."""
        text = with_functions(body, BRIEFEST if self.is_brief else {})
        if self.is_brief and "$js_digits := " in text:
            self.note("expression-approximated", expression="String", what="expression-size")
        return text

    def _is_too_long(self, text: str) -> bool:
        """Whether an expression is, once the node's own steps are named in it."""
        return len(text) + text.count(f"`{OWN}") * len(self.id) > MAX_LENGTH

    def each(self, body: str) -> str:
        """The list of what `body` is for each item `$j` at `$i`."""
        return f"[$map({ITEMS}, function({ITEM}, {INDEX}) {{ {body} }})]"

    def outgoing(self, items: str) -> str:
        """The items of the first output: an empty list becomes one empty item where n8n was told so."""
        if not self.node.always_outputs:
            return items
        return f"($out := {items}; $count($out) = 0 ? [{{}}] : $out)"

    def listed(self, items: str, pairs: str | None = AT, rows: str | None = None) -> Piece:
        """A piece of one step that yields a list of items; an empty one is dead.

        Without `pairs`, `rows` is the same list with each item as `j`, and as `k` where it comes from.
        """
        expression = self.list_of(self.outgoing(items))
        step = Step("transform", {"expression": expression}, stops_when_empty=True)
        if pairs is not None:
            return Piece((step,), pairs={0: pairs})
        return Piece((step,), tracked=None if rows is None else self.from_rows(self.list_of(rows)))

    def from_rows(self, rows: str) -> Piece:
        """A piece that keeps `rows`: each item as `j`, and the position or positions it comes from as `k`."""
        first = Step("transform", {"expression": rows}, "rows")
        items = self.whole(self.outgoing("[$input.j]"))
        last = Step("transform", {"expression": items}, stops_when_empty=True)
        return Piece(
            (first, last),
            (Link("rows", MAIN),),
            entries={0: "rows"},
            begins=("rows",),
            pairs={0: Origins({0: f"$nodes.`{OWN}rows`[{AT}].k"})},
        )

    def without(self, setting: str) -> Piece:
        """A piece that fails, whatever comes in, as n8n does without a setting that is empty."""
        self.fail_as_a_whole()
        return self.listed(self.missing(setting))

    def unless(self, fails: str, items: str, *, is_tracked: bool = False) -> str:
        """JSONata for items; where `fails`, if anything, holds, it fails whole or hands on what arrives."""
        if not fails:
            return items
        if not self.fails_softly():
            return f'({fails}) ? $error("The node fails for these items.") : {items}'
        return f"({fails}) ? {INDEXED % ARRIVING if is_tracked else ARRIVING} : {items}"

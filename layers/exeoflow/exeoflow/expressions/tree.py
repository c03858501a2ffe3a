"""The shape of jsonata-python's syntax tree, which carries no types of its own."""

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence


class Symbol(Protocol):
    """A node of the tree: its `type` says which attributes are set; `position` is the end of its token."""

    type: str | None
    value: object
    position: int
    keep_array: bool

    steps: "Sequence[Symbol] | None"
    predicate: "Sequence[Symbol] | None"
    stages: "Sequence[Symbol] | None"
    terms: "Sequence[Symbol] | None"
    group: "Symbol | None"
    focus: str | None
    index: str | None

    expr: "Symbol | None"
    expression: "Symbol | None"
    expressions: "Sequence[Symbol] | None"
    procedure: "Symbol | None"
    arguments: "Sequence[Symbol] | None"
    body: "Symbol | None"
    lhs: "Symbol | None"
    rhs: "Symbol | None"
    lhs_object: "Sequence[Pair] | None"
    condition: "Symbol | None"
    then: "Symbol | None"
    _else: "Symbol | None"
    pattern: "Symbol | None"
    update: "Symbol | None"
    delete: "Symbol | None"


Pair: TypeAlias = tuple[Symbol, Symbol]


def otherwise(node: Symbol) -> Symbol | None:
    """The branch that a condition takes when it does not hold."""
    return node._else  # noqa: SLF001 - the library's name for it

"""The syntax tree of a JavaScript expression, as far as there are rules for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, a number, `true`, `false`, `null`."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`value.name`, or `value["name"]`."""

    value: "Node"
    name: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """`value[index]`."""

    value: "Node"
    index: "Node"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function or, where the function is a member, of a method."""

    function: "Node"
    arguments: tuple["Node", ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """`new function(arguments)`."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with expressions in it, between backquotes."""

    parts: tuple["str | Node", ...]


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class Unary:
    """An operator before its operand."""

    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between its operands, the logical ones among them."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Conditional:
    """`condition ? then : otherwise`."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A chain with `?.` in parentheses, which end what `?.` leaves out."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class Spread:
    """`...value`."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class ListOf:
    """`[items]`."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A member of an object: a key that is known or computed, and its value."""

    key: "str | Node"
    value: "Node"


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """`{pairs}`."""

    pairs: tuple[Pair | Spread, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parameter that takes its argument apart: each name with the key or the position it stands for."""

    names: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """`const target = value`."""

    target: str | Pattern
    value: "Node"


@dataclass(frozen=True, slots=True)
class Function:
    """A function whose body declares constants and ends in one value."""

    parameters: tuple[str | Pattern, ...]
    bindings: tuple[Binding, ...]
    result: "Node"


Node = (
    Constant
    | Name
    | Member
    | Index
    | Call
    | New
    | Template
    | Regex
    | Unary
    | Binary
    | Conditional
    | Enclosed
    | Spread
    | ListOf
    | ObjectOf
    | Function
)

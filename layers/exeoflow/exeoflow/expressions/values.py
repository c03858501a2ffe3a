"""What an author's `{{ ... }}` becomes once it is understood: templates, expressions, references.

A large workflow has them by the hundred thousand, so most are tuples: frozen dataclasses take three times as
long to make.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from exeoflow.diagnostics import Guess

Root = Literal["input", "trigger", "nodes", "item", "index", "execution", "workflow", "vars"]

ROOTS: frozenset[str] = frozenset(get_args(Root))
"""The names that a workflow itself binds."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "execution": ("id", "started_at", "resume_url"),
    "workflow": ("id", "name"),
}
"""The roots that are read only through one of these fields."""


class ExpressionFault(Exception):
    """An expression that cannot work: `rule` and `values` say why, `offset` is the place in the text.

    `length` is that of the place, 0 where it is not known; `suggestion` is what could stand there instead.
    """

    def __init__(
        self,
        rule: str,
        values: Mapping[str, str],
        offset: int,
        length: int = 0,
        suggestion: str | Guess | None = None,
    ) -> None:
        super().__init__(rule, dict(values), offset)
        self.length = length
        self.suggestion = suggestion
        self.rule = rule
        self.values = values
        self.offset = offset


class Reference(NamedTuple):
    """A read of a root: `name` is the node's id or the field, empty where the root is the whole value.

    `start:end` is the span of the expression's source that stands for it, ``$nodes.`my-node` `` included.
    """

    root: Root
    name: str
    start: int
    end: int


class FieldRead(NamedTuple):
    """A read of one field of `$input` or of a node's output; `name` is the node's id, empty for `$input`.

    `end` is where the field ends in the expression's source.
    """

    name: str
    field: str
    end: int


class Expression(NamedTuple):
    """One JSONata expression, without its braces.

    `bound` are the variable names that it binds itself; a text put in place of a reference must not use them.
    """

    source: str
    references: tuple[Reference, ...] = ()
    bound: frozenset[str] = frozenset()
    is_boolean: bool = False
    """The result, if there is one at all, is certainly `true` or `false`, and there certainly is one."""
    is_boolean_or_nothing: bool = False
    """The result is certainly `true` or `false` if there is one."""
    cannot_throw: bool = False
    """Evaluation certainly raises no error; it may yield nothing."""
    cannot_fail: bool = False
    """Evaluation certainly yields a value."""
    calls_for_list: bool = False
    """The result is what `$map` or another function that makes lists gives out."""
    fields: tuple[FieldRead, ...] = ()
    """The fields that it reads of `$input` and of nodes, as far as they stand there."""
    variables: frozenset[str] = frozenset()
    """The names that it reads of `$vars`, as far as they stand there."""
    reads_context: bool = False
    """It reads a field of a context that does not exist, as in `name` where `$input.name` is meant."""


class Template(NamedTuple):
    """A string of the configuration: literal text and expressions in their order."""

    parts: tuple[str | Expression, ...]
    expressions: tuple[Expression, ...]
    """Its expressions, in their order; kept, because each pass asks for them."""

    @property
    def is_literal(self) -> bool:
        """Whether it holds no expression."""
        return not self.expressions

    @property
    def sole(self) -> Expression | None:
        """The expression whose value and type the whole string takes, if the string is just one."""
        if len(self.parts) == 1 and isinstance(self.parts[0], Expression):
            return self.parts[0]
        return None

    @property
    def cannot_fail(self) -> bool:
        """Whether it certainly yields a value: joined parts may yield nothing, which is the empty string."""
        if self.sole is not None:
            return self.sole.cannot_fail
        return all(expression.cannot_throw for expression in self.expressions)

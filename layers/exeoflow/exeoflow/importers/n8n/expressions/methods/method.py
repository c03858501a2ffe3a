"""What the rules of methods are, by the kind of the value that they are called on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.kinds import Kind, Value

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.javascript.syntax import Node
    from exeoflow.importers.n8n.expressions.rules import Rules

Rule = Callable[["Rules", Value, tuple["Node", ...]], Value]


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does on values of one kind; `is_added`: by n8n, whose methods fail on other kinds."""

    kind: Kind
    rule: Rule
    is_added: bool = False

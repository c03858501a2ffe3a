"""How a node's lowering writes down what its expressions read."""

from collections.abc import Mapping
from typing import Any

from exeoflow.expressions import (
    Expression,
    Names,
    Reference,
    bind,
    bind_literal,
    bind_value,
    join_parts,
    parse_expression,
    parse_template,
    quote,
)
from exeoflow.expressions.binding import strings_in
from exeoflow.expressions.jsonata import element, needed, needed_element
from exeoflow.fixed import fixed
from exeoflow.model.json import Json
from exeoflow.model.workflows.workflow import Retry

EXECUTION_ID = "$states.context.Execution.Name"

_OWN: Mapping[str, str] = {"item": "$item", "index": "$index"}


@fixed
class Bindings:
    """Turns the author's templates into what a state holds; they read from where the compiler put things.

    The compiler calls a lowering once, before it knows these places: each text that `names` gives is a hole
    in the shape, to be filled later. So a lowering must read only through this object and must not look into
    the texts that it gets.
    """

    node_id: str
    timeout: int | None
    names: Names
    input_keys: tuple[str, ...] = ()
    """The keys of an input that is keyed by predecessor, in the order of the connections."""
    retry: Retry | None = None
    """What the node says of retries."""

    def value(self, value: Any) -> Json:  # noqa: ANN401 - the fields of configurations are any JSON
        """Configuration as a state holds it: each string bound, `{% ... %}` where it holds an expression."""
        return bind_value(value, self.names)

    def expression(self, text: str, *, own_item: bool = False) -> str:
        """The JSONata of a whole expression; with `own_item`, `$item` and `$index` are the node's own."""
        return bind(parse_expression(text), self._own if own_item else self.names)

    def parsed(self, expression: Expression) -> str:
        """The JSONata of an expression that the lowering has looked into."""
        return bind(expression, self.names)

    def operand(self, value: Any) -> str:  # noqa: ANN401 - as above
        """Any configured value as JSONata without delimiters: to be part of a larger expression.

        It may yield nothing as a whole; what stands within an object or a list may not, as in states' fields.
        """
        match value:
            case str():
                template = parse_template(value)
                if template.sole is not None:
                    return f"({bind(template.sole, self.names)})"
                return quote(value) if template.is_literal else f"({join_parts(template, self.names)})"
            case dict():
                pairs = (f"{quote(key)}: {self.needed(item)}" for key, item in value.items())
                return f"{{{', '.join(pairs)}}}"
            case list() | tuple():
                return f"[{', '.join(map(self._element, value))}]"
            case None:
                return "null"
            case bool():
                return "true" if value else "false"
            case _:
                return str(value)

    def needed(self, value: Any) -> str:  # noqa: ANN401 - as above
        """The same where a value is needed: one that yields nothing fails."""
        text = self.operand(value)
        sole = self._sole(value)
        return text if sole is None or sole.cannot_fail else needed(text)

    def _element(self, value: Any) -> str:  # noqa: ANN401 - as above
        text = self.operand(value)
        sole = self._sole(value)
        if sole is None:
            return text
        return element(text) if sole.cannot_fail else needed_element(text)

    @staticmethod
    def _sole(value: Any) -> Expression | None:  # noqa: ANN401 - as above
        return parse_template(value).sole if isinstance(value, str) else None

    def literal(self, text: str) -> str:
        """A text that is no template."""
        return bind_literal(text)

    @property
    def input(self) -> str:
        """The node's input, as JSONata."""
        return self.names(Reference("input", "", 0, 0))

    @property
    def execution_id(self) -> str:
        """The execution's id, as JSONata."""
        return EXECUTION_ID

    @property
    def workflow_id(self) -> str:
        """The workflow's id, as JSONata."""
        return self.names(Reference("workflow", "id", 0, 0))

    def _own(self, reference: Reference) -> str:
        return _OWN.get(reference.root) or self.names(reference)


def never_fails(value: Json) -> bool:
    """Whether all templates within a value certainly yield something, whatever the nodes before yielded."""
    return all(
        template.cannot_fail and not any(each.references for each in template.expressions)
        for template in map(parse_template, strings_in(value))
    )

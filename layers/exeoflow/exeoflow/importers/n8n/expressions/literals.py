"""What is written in an expression itself: texts, numbers, true, false and null."""

from exeoflow.importers.n8n.expressions.javascript.syntax import Constant, Node, Template
from exeoflow.importers.n8n.expressions.kinds import Kind, Value, quoted


def text_in(node: Node) -> str | None:
    """The text that a literal is."""
    match node:
        case Constant(value=str(text)):
            return text
        case Template(parts=(str(text),)):
            return text
        case Template(parts=()):
            return ""
    return None


def position_in(node: Node) -> str | None:
    """The position that a literal is, a number or its text."""
    match node:
        case Constant(value=int(number)) if not isinstance(number, bool) and number >= 0:
            return str(number)
        case Constant(value=str(text)) if text.isdecimal() and text.isascii():
            return str(int(text))
    return None


def constant(node: Constant) -> Value:
    """A text, a number, true, false or null."""
    match node.value:
        case None:
            return Value("null", Kind.NULL)
        case bool():
            return Value("true" if node.value else "false", Kind.BOOLEAN)
        case str():
            return Value(quoted(node.value), Kind.STRING)
    return Value(repr(node.value), Kind.NUMBER)

"""The rules: what each part of a JavaScript expression is in JSONata.

`Rules` walks the syntax tree once. It asks `kinds` what a part may be; where that is certain it writes
JSONata's own operators, else it calls a function of `library`.
"""

from exeoflow.expressions.jsonata import OF_EVERY_OBJECT, field
from exeoflow.importers.n8n.expressions.kinds import (
    ANY,
    MOMENT,
    NULLISH,
    Kind,
    Value,
    all_of,
    atom,
    exists,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.roots import OF_EARLIER_NODE, OF_ITEM, WITHOUT_MEANING
from exeoflow.importers.n8n.expressions.syntax import (
    Call,
    Constant,
    Enclosed,
    Index,
    Member,
    Name,
    Node,
    Template,
)
from exeoflow.importers.n8n.expressions.values import EarlierNode, NoMeaning, NoRule, Scope

_NOTHING = "(false ? 0)"
_UNDEFINED = Value(_NOTHING, Kind.UNDEFINED)


class Rules:
    """Translates the expressions of one parameter, and notes what they need."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.functions: dict[str, None] = {}
        self.approximations: set[str] = set()

    # What stands at the end: a parameter's value, or a piece of its text.

    def lone(self, node: Node) -> str:
        """JSONata for the value of a single expression; nothing where JavaScript throws a TypeError."""
        return self._unless_thrown(self._output(self.value(node)))

    def piece(self, node: Node) -> str:
        """JSONata for what an expression adds to the text around it; it may be nothing."""
        value = self._output(self.value(node))
        if value.is_only(Kind.STRING | Kind.UNDEFINED):
            return atom(self._unless_thrown(value))
        if value.is_only(Kind.BOOLEAN | Kind.UNDEFINED):
            return atom(self._unless_thrown(value))
        return self.call("text", self._unless_thrown(value))

    def _unless_thrown(self, value: Value) -> str:
        if value.is_silent or not value.requires:
            return written(value)
        return f"({all_of(value.requires)} ? {written(value)})"

    def _output(self, value: Value) -> Value:
        """As JSON: a moment becomes text."""
        if value.may_be(MOMENT):
            raise NoRule
        if value.may_be(Kind.ITEM):
            raise NoRule
        return value

    def call(self, name: str, *arguments: str) -> str:
        """A call of a function of the library."""
        self.functions[name] = None
        return f"${name}({', '.join(arguments)})"

    # The walk.

    def value(self, node: Node) -> Value:
        """Any part, as a whole."""
        return self.chain(node).closed()

    def chain(self, node: Node) -> Value:
        """Any part, to which more of a chain with `?.` may belong."""
        match node:
            case Constant():
                return _constant(node)
            case Name():
                return self._name(node.name)
            case Enclosed():
                return self.value(node.value)
            case Member():
                return self._member(node)
            case Index():
                return self._index(node)
            case Call():
                return self._call(node)
            case _:
                raise NoRule

    def _name(self, name: str) -> Value:
        if reason := WITHOUT_MEANING.get(name):
            raise NoMeaning(reason)
        match name:
            case "$json":
                return self._json()
            case "undefined":
                return _UNDEFINED
            case "$itemIndex" | "$position" if self.scope.index is not None:
                return Value(self.scope.index, Kind.NUMBER)
        raise NoRule

    def _json(self) -> Value:
        if self.scope.json is None:
            raise NoMeaning("expression-no-item")
        return Value(atom(self.scope.json), Kind.OBJECT)

    # Members.

    def _member(self, node: Member) -> Value:
        if (found := self._of_root(node)) is not None:
            return found
        return self.member(self._link(self.chain(node.value), optional=node.optional), node.name)

    def _link(self, value: Value, *, optional: bool) -> Value:
        """The value before a dot: behind `?.` nothing is missed where it is nullish."""
        if not optional or not value.may_be(NULLISH):
            return value
        short = f"$not({exists(value)})"
        if value.short is not None:
            short = f"{value.short} or {short}"
        return Value(
            value.text,
            value.kinds,
            value.guards,
            value.requires,
            short,
            value.is_silent,
            value.elements,
            value.has_holes,
        )

    def require(self, value: Value, *conditions: str) -> tuple[str, ...]:
        """What must hold so that nothing is thrown, once it must hold of the value too."""
        if value.short is None:
            return value.requires + conditions
        return value.requires + tuple(f"({value.short} or {each})" for each in conditions)

    def member(self, value: Value, name: str) -> Value:
        """`value.name`, which throws where the value is nullish."""
        if value.may_be(MOMENT | Kind.NAN) or name in OF_EVERY_OBJECT:
            raise NoRule
        if value.is_only(Kind.ITEM | Kind.UNDEFINED) and value.may_be(Kind.ITEM):
            return self._of_item(value, name)
        if value.may_be(Kind.ITEM):
            raise NoRule
        if name == "length":
            return self._length(value)
        requires = value.requires
        if value.may_be(NULLISH):
            requires = self.require(value, exists(value))
        guards = value.guards
        if value.may_be(Kind.LIST):  # JSONata would read the field of each element
            guards += (f'$type({value.text}) = "object"',)
        return Value(f"{atom(value.text)}.{field(name)}", ANY, guards, requires, value.short, value.is_silent)

    def _length(self, value: Value) -> Value:
        requires = self.require(value, exists(value)) if value.may_be(NULLISH) else value.requires
        if value.is_only(Kind.LIST):
            text, kinds = f"$count({value.text})", Kind.NUMBER
        else:
            text = self.call("size", value.text)
            kinds = ANY if value.may_be(Kind.OBJECT) else Kind.NUMBER | Kind.UNDEFINED
        return Value(text, kinds, value.guards, requires, value.short, value.is_silent)

    def _of_item(self, value: Value, name: str) -> Value:
        if name == "json":
            requires = self.require(value, exists(value)) if value.may_be(NULLISH) else value.requires
            return Value(value.text, Kind.OBJECT, value.guards, requires, value.short, value.is_silent)
        if name in OF_ITEM:
            raise NoMeaning(OF_ITEM[name])
        raise NoRule

    def _index(self, node: Index) -> Value:
        value = self._link(self.chain(node.value), optional=node.optional)
        match node.index:
            case Constant(value=int(position)) if not isinstance(position, bool):
                return self.item_at(value, position)
        raise NoRule

    def item_at(self, value: Value, position: int) -> Value:
        """`value[position]`."""
        if value.may_be(MOMENT | Kind.NAN | Kind.ITEM):
            raise NoRule
        requires = self.require(value, exists(value)) if value.may_be(NULLISH) else value.requires
        guards = value.guards
        if position < 0:
            return Value(_NOTHING, Kind.UNDEFINED, guards, requires, value.short, value.is_silent)
        if value.is_only(Kind.OBJECT):
            text = f"{atom(value.text)}.`{position}`"
            return Value(text, ANY, guards, requires, value.short, value.is_silent)
        if not value.is_only(Kind.LIST):
            text = self.call("nth", value.text, str(position))
            return Value(text, ANY, guards, requires, value.short, value.is_silent)
        kinds = value.elements | Kind.UNDEFINED
        return Value(f"{atom(value.text)}[{position}]", kinds, guards, requires, value.short, value.is_silent)

    def _call(self, node: Call) -> Value:
        match node:
            case Call(function=Name(name="$fromAI" | "$fromai" | "$fromAi"), arguments=(key, *_)):
                return self._argument(key)
        if isinstance(node.function, Member) and not node.optional:
            list_of_items = self._items_before(node.function.value)
            if list_of_items is not None and not node.arguments:
                return self._of_items(list_of_items, node.function.name)
        raise NoRule

    def _argument(self, key: Node) -> Value:
        """What an AI model gives its tool."""
        if self.scope.arguments is None:
            raise NoMeaning("expression-from-ai")
        if (name := text_in(key)) is None or name in OF_EVERY_OBJECT:
            raise NoRule
        return Value(f"{atom(self.scope.arguments)}.{field(name)}", ANY)

    # n8n's other nodes.

    def _items_before(self, node: Node) -> str | None:
        """The list of items of `$('A')` or `$input`."""
        match node:
            case Name(name="$input"):
                return self.scope.items
            case Call(function=Name(name="$"), arguments=(argument,)) if (
                name := text_in(argument)
            ) is not None:
                return self._earlier(name).items
        return None

    def _of_items(self, items: str, name: str) -> Value:
        match name:
            case "first":
                return Value(f"{atom(items)}[0]", Kind.ITEM | Kind.UNDEFINED)
            case "last":
                return Value(f"{atom(items)}[-1]", Kind.ITEM | Kind.UNDEFINED)
            case "all":
                return Value(atom(items), Kind.LIST, elements=Kind.ITEM)
        raise NoRule

    def _of_root(self, node: Member) -> Value | None:
        """`$node["A"].json`, `$('A').item`, `$input.item` and what else begins with an object of n8n."""
        match node.value:
            case Name(name="$input"):
                return self._of_input(node.name)
            case Name(name="$workflow"):
                return self._of_workflow(node.name)
            case Name(name="$execution"):
                return self._of_execution(node.name)
            case Call(function=Name(name="$"), arguments=(argument,)) if (
                name := text_in(argument)
            ) is not None:
                return self._of_earlier(self._earlier(name), node.name)
            case Member(value=Name(name="$node"), name=name):
                return self._of_node(self._earlier(name), node.name)
        return None

    def _earlier(self, name: str) -> EarlierNode:
        found = self.scope.nodes.get(name)
        if found is None:
            raise NoMeaning("expression-unknown-node")
        return found

    def _of_input(self, name: str) -> Value | None:
        if name == "item":
            return Value(self._json().text, Kind.ITEM)
        if name in ("params", "context"):
            raise NoMeaning(OF_EARLIER_NODE[name])
        return None

    def _of_earlier(self, node: EarlierNode, name: str) -> Value | None:
        if name == "item":
            if node.paired is None:
                raise NoMeaning("expression-no-lineage")
            return Value(atom(node.paired), Kind.ITEM)
        if name == "isExecuted":
            return Value(node.executed or "true", Kind.BOOLEAN)
        if name in OF_EARLIER_NODE:
            raise NoMeaning(OF_EARLIER_NODE[name])
        return None

    def _of_node(self, node: EarlierNode, name: str) -> Value:
        """Of the other node's list at the present position, not of the paired item."""
        if name in ("json", "data"):
            index = self.scope.index or "0"
            return Value(f"{atom(node.items)}[{index}]", Kind.OBJECT | Kind.UNDEFINED)
        if name in OF_EARLIER_NODE:
            raise NoMeaning(OF_EARLIER_NODE[name])
        raise NoRule

    def _of_workflow(self, name: str) -> Value:
        if name == "name":
            return Value(quoted(self.scope.workflow_name), Kind.STRING)
        if name == "id":
            self.approximations.add("expression-workflow-id")
            return Value("$workflow.id", Kind.STRING)
        raise NoMeaning("expression-workflow")

    def _of_execution(self, name: str) -> Value:
        if name == "id":
            self.approximations.add("expression-execution-id")
            return Value("$execution.id", Kind.STRING)
        raise NoMeaning("expression-execution")


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


def _constant(node: Constant) -> Value:
    match node.value:
        case None:
            return Value("null", Kind.NULL)
        case bool():
            return Value("true" if node.value else "false", Kind.BOOLEAN)
        case str():
            return Value(quoted(node.value), Kind.STRING)
    return Value(repr(node.value), Kind.NUMBER)

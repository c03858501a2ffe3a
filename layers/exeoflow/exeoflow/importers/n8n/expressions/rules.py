"""The rules: what each part of a JavaScript expression is in JSONata.

`Rules` walks the syntax tree once. It asks `kinds` what a part may be; where that is certain it writes
JSONata's own operators, else it calls a function of `library`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from exeoflow.expressions.jsonata import OF_EVERY_OBJECT, field
from exeoflow.importers.n8n.expressions import (
    constructors,
    functions,
    operators,
    surroundings,
)
from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Binary,
    Call,
    Conditional,
    Constant,
    Enclosed,
    Index,
    ListOf,
    Member,
    Name,
    New,
    Node,
    ObjectOf,
    Template,
    Unary,
)
from exeoflow.importers.n8n.expressions.kinds import (
    ANY,
    MOMENT,
    NOTHING,
    NULLISH,
    UNDEFINED,
    Kind,
    Value,
    all_of,
    atom,
    exists,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.library import FAIL_AS_IN_N8N
from exeoflow.importers.n8n.expressions.literals import constant, position_in, text_in
from exeoflow.importers.n8n.expressions.methods import calls, moments
from exeoflow.importers.n8n.expressions.roots import OF_EARLIER_NODE, OF_ITEM, WITHOUT_MEANING
from exeoflow.importers.n8n.expressions.uncalled import unless_uncalled
from exeoflow.importers.n8n.expressions.values import EarlierNode, NoMeaning, NoRule, Scope, Translated


class Rules:
    """Translates the expressions of one parameter, and notes what they need."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.approximations: set[str] = set()
        self.may_fail = False
        """Whether something of what was written ends in an error, as in n8n, for some items."""
        self.holds_dates = False
        """Whether a list or an object was written that may hold a date as n8n has it, which is no text."""
        self.variables: dict[str, Value] = {}
        self._taken: set[str] = set()

    # What stands at the end: a parameter's value, or a piece of its text.

    def lone(self, node: Node) -> Translated:
        """JSONata for the value of a single expression; nothing where JavaScript throws a TypeError."""
        if (here := self.moment_of_text(node)) is not None:
            text = self.call("here_text", written(here))
            return Translated(self._unless_thrown(operators.made(text, Kind.STRING, here)))
        found = self.value(node, is_last=True)
        is_date = found.may_be(Kind.JS_DATE)
        value = self._named_if_none(found)
        text = unless_uncalled(self, node, self._unless_thrown(self.output(value)))
        if isinstance(node, Binary) and node.operator == "/":
            return Translated(text, spelled=self._unless_thrown(operators.spelled_ratio(self, node)))
        if value.may_be(Kind.NAN) and not value.may_be(Kind.NULL):
            return Translated(text, spelled=f'($v := {text}; $v = null ? "NaN" : $v)')
        return Translated(text, is_date=is_date)

    def piece(self, node: Node) -> str:
        """JSONata for what an expression adds to the text around it; it may be nothing."""
        value = self.value(node)
        if value.may_be(Kind.JS_DATE):  # JavaScript's own form
            raise NoRule
        value = self.output(self._named_if_none(value))
        if operators.may_hold_nan(value):
            raise NoRule
        if value.has_holes:  # what a list writes of null and of undefined is the same
            value = replace(value, has_holes=False)
        if value.is_only(Kind.STRING | Kind.UNDEFINED):
            return atom(self._unless_thrown(value))
        if value.is_only(Kind.BOOLEAN | Kind.UNDEFINED):
            return atom(self._unless_thrown(value))
        return self.call("text", self._unless_thrown(value))

    def _unless_thrown(self, value: Value) -> str:
        if value.is_silent or not value.requires:
            return written(value)
        return f"({all_of(value.requires)} ? {written(value)})"

    def _named_if_none(self, value: Value) -> Value:
        """A date that may be none: of luxon's n8n makes a text that says so, of JavaScript's own null."""
        if not (value.is_moment and value.may_be(Kind.NAN)):
            return value
        name, is_luxon = self.fresh(), value.is_only(Kind.DATE | Kind.NAN)
        none = quoted(moments.NONE) if is_luxon else "null"
        found = f"({name} := {written(value)}; {name} = null ? {none} : $fromMillis({name}))"
        kinds = Kind.STRING if is_luxon else Kind.STRING | Kind.NULL
        return replace(value, text=found, kinds=kinds, guards=())

    def output(self, value: Value) -> Value:
        """As JSON: a moment becomes text, an item of n8n an object."""
        if value.is_only(MOMENT):
            return replace(value, text=f"$fromMillis({written(value)})", kinds=Kind.STRING, guards=())
        if value.is_only(Kind.ITEM | Kind.UNDEFINED) and value.may_be(Kind.ITEM):
            self.approximations.add("expression-item")
            text = written(value)
            text = (
                f'{{"json": {text}}}' if value.is_only(Kind.ITEM) else f'$exists({text}) ? {{"json": {text}}}'
            )
            return replace(value, text=f"({text})", kinds=value.kinds & ~Kind.ITEM | Kind.OBJECT, guards=())
        if value.may_be(Kind.LIST) and value.elements & Kind.ITEM:
            self.approximations.add("expression-item")
            text = self.call("listed", f'$map({written(value)}, function($_i) {{ {{"json": $_i}} }})[]')
            return replace(value, text=text, guards=(), elements=Kind.OBJECT)
        if value.may_be(MOMENT | Kind.ITEM) or (value.may_be(Kind.LIST) and value.elements & MOMENT):
            raise NoRule
        return value

    def moment_of_text(self, node: Node) -> Value | None:
        """What n8n's `toDateTime()` is called on, if the part is such a call."""
        return moments.of_text(self, node)

    def moment_text(self, value: Value) -> str:
        """A moment in ISO 8601."""
        return f"$fromMillis({written(value)})"

    def fresh(self) -> str:
        """A variable that no other has the name of."""
        return self.name_of("x")

    def name_of(self, name: str) -> str:
        """The JSONata variable for one of JavaScript; nothing around the expression has a name like it."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", name).strip("_0123456789") or "x"
        found, count = plain, 0
        while found in self._taken:
            count += 1
            found = f"{plain}{count}"
        self._taken.add(found)
        return f"${found}_"

    def call(self, name: str, *arguments: str) -> str:
        """A call of a function of the library."""
        self.may_fail = self.may_fail or name in FAIL_AS_IN_N8N
        return f"$js_{name}({', '.join(arguments)})"

    def error(self, message: str) -> str:
        """JSONata that ends in an error."""
        self.may_fail = True
        return f"$error({quoted(message)})"

    # The walk.

    def value(self, node: Node, *, is_last: bool = False) -> Value:
        """Any part, as a whole; `is_last`: it is only written as JSON."""
        if is_last and isinstance(node, Binary):
            return operators.binary(self, node, is_last=True)
        return self.chain(node).closed()

    def chain(self, node: Node) -> Value:
        """Any part, to which more of a chain with `?.` may belong."""
        if (found := surroundings.parameter(self, node)) is not None:
            return found
        if (made_of_parts := _MADE_OF_PARTS.get(type(node))) is not None:
            return made_of_parts(self, node)
        match node:
            case Constant():
                return constant(node)
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
        raise NoRule

    def _name(self, name: str) -> Value:
        if (variable := self.variables.get(name)) is not None:
            return variable
        if name == "$binary" and (files := self.scope.files()) is not None:
            return Value(f"$n8_told_files({files})", Kind.OBJECT | Kind.UNDEFINED)
        if (found := surroundings.named(self, name)) is not None:
            return found
        if reason := WITHOUT_MEANING.get(name):
            raise NoMeaning(reason)
        match name:
            case "$json":
                return self._json()
            case "undefined":
                return UNDEFINED
            case "$itemIndex" if self.scope.index is not None:
                return Value(self.scope.index, Kind.NUMBER)
            case "$now":
                return functions.now(self, Kind.DATE)
            case "$today":
                return functions.today(self)
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
        if value.is_moment:
            return moments.part(self, value, name)
        if value.may_be(MOMENT | Kind.NAN) or name in OF_EVERY_OBJECT:
            raise NoRule
        if value.is_only(Kind.ITEM | Kind.UNDEFINED) and value.may_be(Kind.ITEM):
            return self._of_item(value, name)
        if value.may_be(Kind.ITEM):
            raise NoRule
        if name == "length":
            return self._length(value)
        requires = value.requires
        if value.is_only(Kind.STRING | Kind.NUMBER | Kind.BOOLEAN):
            # JSONata takes no step from a text or a number that is written out.
            return Value(UNDEFINED.text, Kind.UNDEFINED, value.guards, requires, value.short, value.is_silent)
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
        raise NoRule  # such as its files, which code finds

    def _index(self, node: Index) -> Value:
        value = self._link(self.chain(node.value), optional=node.optional)
        match node.index:
            case Constant(value=int(position)) if not isinstance(position, bool):
                return self.item_at(value, position)
        return self._at(value, self.value(node.index))

    def _at(self, value: Value, index: Value) -> Value:
        """`value[index]`, the index being computed."""
        special = MOMENT | Kind.NAN | Kind.ITEM
        if value.may_be(special) or index.may_be(special) or value.elements & Kind.ITEM:
            raise NoRule
        if index.may_fail and value.may_be(NULLISH):
            raise NoRule
        requires = self.require(value, exists(value)) if value.may_be(NULLISH) else value.requires
        requires += tuple(f"({value.short} or {each})" if value.short else each for each in index.requires)
        text = self.call("at", value.text, written(index))
        is_silent = value.is_silent and not index.requires
        return Value(text, ANY, value.guards, requires, value.short, is_silent)

    def item_at(self, value: Value, position: int) -> Value:
        """`value[position]`."""
        if value.may_be(MOMENT | Kind.NAN | Kind.ITEM):
            raise NoRule
        requires = self.require(value, exists(value)) if value.may_be(NULLISH) else value.requires
        guards = value.guards
        if position < 0:
            return Value(NOTHING, Kind.UNDEFINED, guards, requires, value.short, value.is_silent)
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
            case Call(function=Name(name="$items"), arguments=()):
                return Value(atom(self.scope.items), Kind.LIST, elements=Kind.ITEM)
            case Call(function=Name(name="$items"), arguments=(argument,)) if text_in(argument) is not None:
                earlier = self.earlier(text_in(argument) or "")
                if earlier.output:
                    self.approximations.add("expression-other-output")
                return Value(atom(self._items_of(earlier)), Kind.LIST, elements=Kind.ITEM)
        if isinstance(node.function, Name):
            return functions.call(self, node.function.name, node.arguments)
        if isinstance(node.function, Member) and not node.optional:
            list_of_items = self._items_before(node.function.value)
            if list_of_items is not None and not node.arguments:
                return self._of_items(list_of_items, node.function.name)
            if isinstance(node.function.value, Name):
                static = f"{node.function.value.name}.{node.function.name}"
                found = functions.static(self, static, node.arguments)
                if found is not None:
                    return found
            receiver = self._link(self.chain(node.function.value), optional=node.function.optional)
            return calls.call(self, receiver, node.function.name, node.arguments)
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
            case Call() if (name := _named_node(node)) is not None:
                return self._items_of(self.earlier(name))
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
        """`$('A').item`, `$node["A"].json`, `$input.item` and what else begins with an object of n8n."""
        match node.value:
            case Name(name=root):
                return self._of_object(root, node.name)
            case Member(value=before, name="context") if (name := _named_node(before)) is not None:
                return surroundings.of_context(self.earlier(name).context, node.name)
            case Call() as call if (name := _named_node(call)) is not None:
                return self._of_earlier(self.earlier(name), node.name)
            case Member(value=Name(name="$node"), name=name):
                if node.name == "binary" and self.scope.files_of(name) is not None:
                    raise NoRule
                return self._of_node(self.earlier(name), node.name, self.scope.index or "0")
            case Member(
                value=Member(value=Call(function=Name(name="$item"), arguments=(index,)), name="$node"),
                name=name,
            ) if (position := position_in(index)) is not None:
                return self._of_node(self.earlier(name), node.name, position)
        return None

    def _of_object(self, root: str, name: str) -> Value | None:
        """What n8n's objects hold that are no nodes."""
        match root:
            case "$input":
                return self._of_input(name)
            case "$workflow":
                return surroundings.of_workflow(self, name)
            case "$execution":
                return surroundings.of_execution(self, name)
            case "$prevNode":
                return surroundings.of_previous(self, name)
            case "$vars" | "$env":
                self.approximations.add(WITHOUT_MEANING[root])
                # What n8n keeps by these names are texts.
                return Value(f"$vars.{field(name)}", Kind.STRING | Kind.UNDEFINED)
        return None

    def earlier(self, name: str) -> EarlierNode:
        """Another node of this name."""
        found = self.scope.nodes.get(name)
        if found is None:
            raise NoMeaning("expression-unknown-node")
        if found.doubt is not None:
            self.approximations.add(found.doubt)
        return found

    def _of_input(self, name: str) -> Value | None:
        if name == "item":
            return Value(self._json().text, Kind.ITEM)
        if name in ("params", "context"):
            raise NoMeaning(OF_EARLIER_NODE[name])
        return None

    def _of_earlier(self, node: EarlierNode, name: str) -> Value | None:
        if name == "item":
            paired = self._paired(node)
            if node.doubt_of_paired is not None:
                self.approximations.add(node.doubt_of_paired)
            return Value(paired, Kind.ITEM)
        if name == "isExecuted":
            return Value(node.executed or "true", Kind.BOOLEAN)
        if name in OF_EARLIER_NODE:
            raise NoMeaning(OF_EARLIER_NODE[name])
        return None

    def _of_node(self, node: EarlierNode, name: str, index: str) -> Value:
        """Of the other node's list at a position, not of the paired item; behind its end the node fails."""
        if name in ("json", "data"):
            item = self._item_at(node, index) if node.leads_here else self._paired(node)
            return Value(item, Kind.OBJECT | Kind.UNDEFINED)
        if name in OF_EARLIER_NODE:
            raise NoMeaning(OF_EARLIER_NODE[name])
        raise NoRule

    def _paired(self, node: EarlierNode) -> str:
        if node.paired is None:
            raise NoMeaning("expression-no-lineage")
        self.may_fail = self.may_fail or node.may_lack_paired
        return atom(node.paired)

    def _items_of(self, node: EarlierNode) -> str:
        self.may_fail = self.may_fail or node.executed is not None
        return node.items

    def _item_at(self, node: EarlierNode, index: str) -> str:
        if index == "0":
            return f"{atom(self._items_of(node))}[0]"
        return self.call("item_at", node.items, index)


def _named_node(node: Node) -> str | None:
    """The name of the node that `$('A')` or `$node["A"]` stands for."""
    match node:
        case Call(function=Name(name="$"), arguments=(argument,)):
            return text_in(argument)
        case Member(value=Name(name="$node"), name=name):
            return name
    return None


_MADE_OF_PARTS: Mapping[type[Node], Callable[[Rules, Any], Value]] = {
    Template: operators.template,
    Unary: operators.unary,
    Binary: operators.binary,
    Conditional: operators.conditional,
    ListOf: constructors.list_of,
    ObjectOf: constructors.object_of,
    New: functions.new,
}
"""What an operator or a constructor makes of its parts, by what stands in the tree."""

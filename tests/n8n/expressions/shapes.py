"""Made-up items of all shapes for an expression, and expressions that are drawn."""

import copy
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

LEAVES: Final[Sequence[Any]] = (
    None, "", "text", "Hello World", "12", "3.5", " a b ", "a,b,c", "x@y.com", "2024-03-01",
    "2024-02-29T10:00:00.000Z", '{"a":1}', 0, 7, 2.5, -3, 1709200800000, 0.1, True, False, [], ["a"],
    ["a", "b", "c"], [1, 2, 3], [None], [[1], [2]], {}, {"name": "n", "id": 3, "value": "v"},
    [{"name": "n", "id": 1, "value": "x"}, {"name": "m", "id": 2}], [{"name": "n"}, None], "line1\nline2",
    "<b>x</b>", "no", "/path/to/",
)  # fmt: skip

_PATH: Final = re.compile(r"""[\w$)]((?:\??\.[A-Za-z_]\w*|\??\.?\[\d+\]|\[['"][^'"]+['"]\])+)""")
_STEP: Final = re.compile(r"""\.([A-Za-z_]\w*)|\[(\d+)\]|\[['"]([^'"]+)['"]\]""")
_NO_FIELDS: Final = frozenset(
    """json item first last all map filter join split replace replaceAll toLowerCase toUpperCase length
    toString find includes trim slice substring keys values isEmpty isNotEmpty hasOwnProperty sort
    toSorted flatMap some every substr indexOf match reduce toISO toFormat format endsWith
    startsWith trimEnd at pop reverse concat toFixed padStart toJsonString round toNumber toBoolean
    sum hasField urlEncode removeTags compact pluck unique difference parseJson toDateTime plus
    minus stringify entries fromEntries assign floor ceil max min isArray removeDuplicates""".split()  # noqa: SIM905 - the list is long
)


def item_for(expression: str, random: Random) -> dict[str, Any]:
    """An object with values at most of the paths that the expression reads."""
    root: dict[str, Any] = {}
    for match in _PATH.finditer(expression):
        steps = [int(index) if index else name or quoted for name, index, quoted in _STEP.findall(match[1])]
        while steps and steps[0] in _NO_FIELDS:
            steps.pop(0)
        end = next((place for place, step in enumerate(steps) if step in _NO_FIELDS), len(steps))
        _put(root, steps[:end], random)
    return root


def _put(root: dict[str, Any], steps: Sequence[str | int], random: Random) -> None:
    value: Any = root
    for place, step in enumerate(steps):
        is_last = place == len(steps) - 1 or random.random() < 0.05
        following = "" if is_last else steps[place + 1]
        made: Any = leaf(random) if is_last else [] if isinstance(following, int) else {}
        if isinstance(value, dict) and isinstance(step, str):
            if step not in value or (is_last and random.random() < 0.2):
                value[step] = made
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int):
            while len(value) <= step:
                value.append(made)
            value = value[step]
        else:
            return
        if is_last:
            return


def leaf(random: Random) -> Any:
    """A value of any shape, now and then a list of objects."""
    if random.random() < 0.2:
        return [
            {name: copy.deepcopy(random.choice(LEAVES)) for name in ("name", "id", "a", "b", "n")}
            for _ in range(random.randint(1, 3))
        ]
    return copy.deepcopy(random.choice(LEAVES))


FIELDS: Final = ("a", "b", "c", "list", "objs", "text", "n", "flag", "o")
_TEXTS: Final = ("''", "'a'", "','", "'-'", "'text'", '"x y"', "`t`", "'12'", "'o'", "' '")
_NUMBERS: Final = ("0", "1", "2", "-1", "10", "3.5", "100")
_PATTERNS: Final = (
    "/a/g",
    "/[^a-z]/gi",
    r"/\d+/",
    r"/\s+/g",
    r"/(\w)-(\w)/",
    "/-/g",
    r"/(\d+)/",
    "/<[^>]*>/g",
)
_REPLACEMENTS: Final = ("''", "'-'", "'[$&]'", "'$$'", "'x'")


class Drawn:
    """Draws expressions over an item with the fields of `FIELDS`."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def template(self) -> str:
        """A parameter's text."""
        source = self.expression(self.random.choice((1, 1, 2, 2, 3)))
        source = re.sub(r"\}(?=\})", "} ", source)
        return f"={{{{ {source} }}}}" if self.random.random() < 0.75 else f"=v: {{{{ {source} }}}}!"

    def item(self) -> dict[str, Any]:
        """An item whose fields are mostly of the kind that their name says; `o` always is an object."""
        random = self.random
        fitting: dict[str, Callable[[], Any]] = {
            "list": lambda: [leaf(random) for _ in range(random.randint(0, 4))],
            "objs": lambda: [{k: leaf(random) for k in ("a", "b", "n")} for _ in range(random.randint(0, 3))],
            "text": lambda: random.choice(
                ("Hello World", "a-b-c", "a,b", "  x ", "order 4711", "Äß", "x😀y")
            ),
            "n": lambda: random.choice((0, 1, 3.5, -2, 0.1, 1e21, 1e-7, 2.675, 1.005, 9007199254740991)),
            "flag": lambda: random.random() < 0.5,
            "o": lambda: {k: leaf(random) for k in ("a", "b", "list")},
        }
        return {
            name: fitting[name]()
            if name in fitting and (name == "o" or random.random() < 0.6)
            else leaf(random)
            for name in FIELDS
            if random.random() < 0.85
        }

    def expression(self, depth: int, names: tuple[str, ...] = ()) -> str:
        """Any expression, in parentheses where it has operators."""
        random = self.random
        if depth <= 0 or random.random() < 0.18:
            small = random.choice((*_TEXTS, *_NUMBERS, "true", "false", "null", "undefined", "[]"))
            return self.path(names) if random.random() < 0.7 else small
        rule = random.choice(
            (
                self._operators,
                self._constructors,
                self._of_texts,
                self._of_lists,
                self._functions,
                self._added,
            )
        )
        return f"({rule(depth - 1, names)})"

    def path(self, names: tuple[str, ...]) -> str:
        """A variable, or a path into an item."""
        random = self.random
        if names and random.random() < 0.6:
            return random.choice(names) + random.choice(("", "", ".a", ".b", "?.a", "[0]", ".length"))
        root = random.choice(("$json", "$json", "$json", "$('A').first().json", "$('A').item.json"))
        rest = ("", "", "", ".a", ".b", "[0]", "?.a", "?.[0]", ".length", "[0].a", "['a']", ".a.b")
        return f"{root}.{random.choice(FIELDS)}{random.choice(rest)}"

    def _text(self, depth: int, names: tuple[str, ...]) -> str:
        written = f"String({self.expression(depth, names)})"
        return self.random.choice((self.path(names), self.path(names), written, self.random.choice(_TEXTS)))

    def _list(self, depth: int, names: tuple[str, ...]) -> str:
        split = f"{self._text(depth, names)}.split({self.random.choice(_TEXTS)})"
        return self.random.choice(
            (self.path(names), "$json.list", "$json.objs", split, f"[{self.expression(depth, names)}, 1]")
        )

    def _function(self, depth: int, names: tuple[str, ...]) -> str:
        return f"x => {self.expression(depth, (*names, 'x'))}"

    def _operators(self, depth: int, names: tuple[str, ...]) -> str:
        random, one, other = self.random, self.expression(depth, names), self.expression(depth, names)
        operator = random.choice(
            ("+", "+", "-", "*", "/", "%", "<", ">=", "===", "!==", "==", "!=", "||", "&&", "??")
        )
        return random.choice(
            (
                f"{one} {operator} {other}",
                f"{one} {operator} {other}",
                f"{one} ? {other} : {self.expression(depth, names)}",
                f"{random.choice(('!', '-', '+', 'typeof '))}{one}",
                f"`a${{{one} ?? 1}}b${{{other} ?? 1}}`",
            )
        )

    def _constructors(self, depth: int, names: tuple[str, ...]) -> str:
        one, other = self.expression(depth, names), self.expression(depth, names)
        return self.random.choice(
            (
                f"[{one}, {other}]",
                f"[...{self._list(depth, names)}, {one}]",
                f"{{a: {one}, 'c d': {other}}}",
                f"{{...$json.o, a: {one}}}",
                f"{{[{self._text(depth, names)}]: {one}}}",
                f"{self.path(names)}[{one}]",
            )
        )

    def _of_texts(self, depth: int, names: tuple[str, ...]) -> str:
        random, text, other = self.random, self._text(depth, names), self._text(depth, names)
        pattern, by = random.choice(_PATTERNS), random.choice(_REPLACEMENTS)
        ends = ", ".join(str(random.randint(-4, 6)) for _ in range(random.randint(1, 2)))
        return text + random.choice(
            (
                ".toUpperCase()", ".trim()", ".trimEnd()", ".length", ".toString()", f".slice({ends})",
                f".substring({ends})", f".replace({pattern}, {by})", f".replaceAll('a', {by})",
                f".replace('-', {self.expression(depth, names)})", ".split('-')[1]", ".split(',').pop()",
                f".includes({other})", f".startsWith({other})", f".endsWith({other})", f".indexOf({other})",
                f".match({pattern})", f".match({pattern})?.[0]", f".match({pattern})[1]", ".padStart(5, '0')",
                ".padEnd(8)", ".charAt(1)", f".concat({other})", ".repeat(2)",
            )
        )  # fmt: skip

    def _of_lists(self, depth: int, names: tuple[str, ...]) -> str:
        random, listed, function = self.random, self._list(depth, names), self._function(depth, names)
        ends = ", ".join(str(random.randint(-3, 3)) for _ in range(random.randint(1, 2)))
        return listed + random.choice(
            (
                f".map({function})", f".filter({function})", ".filter(Boolean)",
                f".map({function}).join(', ')",
                f".find({function})", f".some({function})", f".every({function})", f".findIndex({function})",
                ".join('-')", f".slice({ends})", ".reverse()", ".flat()", ".at(-1)", f".flatMap({function})",
                f".concat({self.expression(depth, names)})", f".includes({self.expression(depth, names)})",
                ".reduce((s, x) => s + x, '')", ".reduce((s, x) => ({...s, [x.a]: x.b}), {})",
                ".sort((x, y) => x.n - y.n)", ".toSorted((x, y) => (x.n || 0) - (y.n || 0))",
            )
        )  # fmt: skip

    def _functions(self, depth: int, names: tuple[str, ...]) -> str:
        random, one, other = self.random, self.expression(depth, names), self.expression(depth, names)
        name = random.choice(
            ("String", "Number", "Boolean", "parseInt", "parseFloat", "encodeURIComponent", "Array.isArray",
             "Math.round", "Math.floor", "Math.ceil", "Math.abs", "Math.trunc", "JSON.stringify",
             "Object.keys", "Object.values", "Object.entries")
        )  # fmt: skip
        return random.choice(
            (
                f"{name}({one})",
                f"{name}({one})",
                f"Math.max({one}, {other})",
                f"({one}).toFixed(2)",
                f"JSON.stringify({one}, null, 2)",
                f"$ifEmpty({one}, {other})",
                f"Object.entries({self.path(names)}).map(([k, v]) => k + v)",
                "$('A').all().map(x => x.json.a)",
                "$input.all().filter(x => x.json.flag).length",
            )
        )

    def _added(self, _depth: int, names: tuple[str, ...]) -> str:
        """Methods that n8n adds."""
        return self.path(names).replace("?.", ".") + self.random.choice(
            (
                ".isEmpty()", ".isNotEmpty()", ".first()", ".last()", ".toJsonString()", ".keys()",
                ".round(2)", ".hasField('a')", ".toNumber()", ".toBoolean()", ".length()", ".sum()",
                ".urlEncode()", ".unique()",
            )
        )  # fmt: skip

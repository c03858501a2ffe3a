"""Expressions without a rule, as JavaScript for a `code` node, where `$extend` calls what n8n adds to it.

And which JavaScript means something else there, or nothing, because its engine knows only English.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.chains import before, has_optional
from exeoflow.importers.n8n.expressions.javascript.parsing import (
    is_optional,
    parse_raw,
    part_of,
    source_of,
    walked,
)
from exeoflow.importers.n8n.expressions.values import NoMeaning

if TYPE_CHECKING:
    from tree_sitter import Node as Raw

_OWN = re.compile(r"\$input|\$\([^()]*\)|Math|DateTime")

# All names of methods that n8n replaces; those without code here have no meaning.
_ADDED = frozenset(
    """isEmpty isNotEmpty hash removeMarkdown removeTags toDate toDateTime toBoolean
    toDecimalNumber toNumber toFloat toInt toWholeNumber toSentenceCase toSnakeCase toTitleCase urlDecode
    urlEncode quote replaceSpecialChars length isDomain isEmail isNumeric isUrl toJsonString extractEmail
    extractDomain extractUrl extractUrlPath parseJson base64Encode base64Decode format isEven isOdd floor ceil
    abs isInteger round first last pluck randomItem unique removeDuplicates sum min max average compact
    smartJoin chunk renameKeys merge mergeIntoObject union difference intersection append hasField removeField
    removeFieldsContaining keepFieldsContaining keys values beginningOf endOfMonth extract isBetween isDst
    isInLast isWeekend minus plus diffTo diffToNow reverse toHuman""".split()  # noqa: SIM905 - the list is long
)
_ADDED_CALL = re.compile(rf"(?:\$if|\.(?:{'|'.join(sorted(_ADDED))})\s*(?:\?\.)?)\s*\(")
_WITHOUT_CODE = frozenset({"hash", "replaceSpecialChars", "toHuman"})
"""The last is luxon's, which asks an `Intl` for it that code has not."""


def calls_added_method(source: str) -> bool:
    """Whether n8n finds a call of one of its methods in it, whatever it is called on, and writes it anew."""
    return _ADDED_CALL.search(source) is not None


def with_added_methods(source: str) -> str:
    """The expression with n8n's methods called by `$extend`.

    Raises `NoMeaning` for one that nothing here does.
    """
    root = parse_raw(source)
    text = source.strip().removesuffix(";").encode(errors="replace")
    calls = list(_calls(root))
    if not calls:
        return text.decode()
    return _Writer(calls).write(root.named_children[0].named_children[0]).decode()


def _calls(root: "Raw") -> Iterator["Raw"]:
    for raw in walked(root):
        if raw.type != "call_expression":
            continue
        function = raw.child_by_field_name("function")
        if function is not None and function.type == "identifier" and source_of(function) == "$if":
            yield raw
            continue
        if function is None or function.type != "member_expression":
            continue
        name = function.child_by_field_name("property")
        if name is None or source_of(name) not in _ADDED or _is_items(function):
            continue
        if source_of(name) in _WITHOUT_CODE:
            raise NoMeaning("expression-method")
        yield raw


_UNCALLED = frozenset({"arrow_function", "function_expression", "identifier", "member_expression"})


def calls_nothing(source: str) -> bool:
    """Whether an expression names a value, a member of one or a function, and calls nothing."""
    enclosed = parse_raw(source).named_children[0].named_children[0]
    return enclosed.named_children[0].type in _UNCALLED


def _choice(arguments: list[bytes]) -> bytes:
    """`$if`, of which n8n evaluates only what is chosen."""
    if len(arguments) not in (2, 3):
        raise NoMeaning("expression-method")
    condition, then, *otherwise = arguments
    return b"((" + condition + b") ? (" + then + b") : (" + (otherwise[0] if otherwise else b"false") + b"))"


def _is_items(function: "Raw") -> bool:
    """`$input.first()` and `$('A').last()` are n8n's own in code too."""
    value = function.child_by_field_name("object")
    return value is not None and _OWN.fullmatch(source_of(value)) is not None


_UNLESS_NONE = (
    b"(($_before) => $_before === undefined || $_before === null ? undefined : $extend($_before%b, %b)(%b)"
)
"""What stands behind a `?.`, which ends the whole chain where the value before it is none."""


class _Writer:
    """Writes parts of a source anew, some calls in it by `$extend`."""

    def __init__(self, calls: Iterable["Raw"]) -> None:
        self._calls = {each.id for each in calls}

    def write(self, node: "Raw") -> bytes:
        """A part, inner calls first."""
        if node.id in self._calls:
            return self._call(node)
        source, found, position = node.text or b"", b"", 0
        for child in node.children:
            found += source[position : child.start_byte - node.start_byte] + self.write(child)
            position = child.end_byte - node.start_byte
        return found + source[position:]

    def _call(self, node: "Raw") -> bytes:
        function, arguments = part_of(node, "function"), part_of(node, "arguments")
        if function.type == "identifier":
            return _choice([self.write(each) for each in arguments.named_children])
        value = part_of(function, "object")
        listed = self.write(arguments)[1:-1]
        called = b'"%b", [%b])' % (part_of(function, "property").text or b"", listed)
        if is_optional(function):
            return _UNLESS_NONE % (b"", called, self.write(value))
        return self._extended(value, called)

    def _extended(self, value: "Raw", called: bytes) -> bytes:
        """A call of `$extend` on a value, which is not done where a `?.` in the value's chain ends it."""
        link = value
        while link.id not in self._calls and not is_optional(link) and (inner := before(link)) is not None:
            link = inner
        start = before(link)
        is_call = link.id in self._calls
        if start is None or (is_call and link.id != value.id) or not has_optional(link):
            return b"$extend(%b, %b" % (self.write(value), called)
        if is_call:
            return _UNLESS_NONE % (b"", called, self.write(value))
        begin = self.write(start)
        rest = self.write(value).removeprefix(begin).removeprefix(b"?.")
        return _UNLESS_NONE % (rest if rest.startswith((b"[", b"(")) else b"." + rest, called, begin)


def speaks_otherwise(source: str) -> bool:
    """Whether JavaScript may write in another language than the English of code, or in a form that it lacks.

    What is named and no language at all is nothing to an expression, as it is in n8n.
    """
    if _OTHER_FORM.search(source):
        return True
    return any(
        (name := _NAMED.match(source, each.end())) is None or _LANGUAGE.fullmatch(name[2])
        for each in _OTHER_LOCALE.finditer(source)
    )


_ENGLISH = r"[\"'`]en(?:-(?:US|GB|CA))?[\"'`]"
_OTHER_LOCALE = re.compile(
    rf"\b(?:setLocale\s*\(|locale\s*:)\s*(?![\"'`]en(?:-US)?[\"'`])"
    rf"|\b(?:toLocale|Intl\.)\w+\s*\(\s*(?=[\"'`]|\$)(?!{_ENGLISH})"
    rf"|\.format\s*\(\s*(?=[\"'`](?:[a-z]{{2}}-[A-Z]{{2}}|de|fr|es|it|pt|nl|ru|ja|zh|pl)[\"'`])(?!{_ENGLISH})"
)
_OTHER_FORM = re.compile(
    r"\bIntl\.(?!(?:DateTimeFormat|NumberFormat|Collator)\b)\w|\bDATETIME_HUGE|WITH_LONG_OFFSET\b|ZZZZZ|\boffsetNameLong\b"
    r"|\btimeZoneName\s*:\s*[\"'`]long[\"'`]|\btimeStyle\s*:\s*[\"'`]full[\"'`]|\bstyle\s*:\s*[\"'`]unit[\"'`]"
    r"|\b(?:notation|compactDisplay|(?:min|max)imumSignificantDigits|currencyDisplay|currencySign|signDisplay"
    r"|roundingMode|roundingIncrement|unitDisplay)\s*:"
)
_NAMED = re.compile(r"([\"'`])([^\"'`$\\]*)\1")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
"""A tag of a language (BCP 47), about."""

"""Expressions without a rule, as JavaScript for a `code` node, where `$extend` calls what n8n adds to it.

And which JavaScript means something else there, or nothing, because its engine knows only English.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.parsing import parse_raw, source_of, walked
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
_WITHOUT_CODE = frozenset({"hash", "replaceSpecialChars", "toHuman"})
"""The last is luxon's, which asks an `Intl` for it that code has not."""


def with_added_methods(source: str) -> str:
    """The expression with n8n's methods called by `$extend`.

    Raises `NoMeaning` for one that nothing here does.
    """
    root = parse_raw(source)
    text = source.strip().removesuffix(";").encode(errors="replace")
    calls = list(_calls(root))
    if not calls:
        return text.decode()
    return _rewritten(root.named_children[0].named_children[0], calls).decode()


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


_LINKS = frozenset({"member_expression", "subscript_expression", "call_expression"})
_UNLESS_NONE = (
    b"(($_before) => $_before === undefined || $_before === null ? undefined : $extend($_before%b, %b)(%b)"
)
"""What stands behind a `?.`, which ends the whole chain where the value before it is none."""


def _extended(link: "Raw", called: bytes, ids: Collection[int], write: "Callable[[Raw], bytes]") -> bytes:
    """A call of `$extend` on the value of a chain that ends with `link`; calls of `ids` are such, too."""
    value = link
    while link.type in _LINKS and link.id not in ids and not _is_optional(link):
        link = _before(link)
    if link.type not in _LINKS or (link.id in ids and link.id != value.id) or not _has_optional(link):
        return b"$extend(%b, %b" % (write(value), called)
    if link.id in ids:
        return _UNLESS_NONE % (b"", called, write(value))
    before = write(_before(link))
    rest = write(value).removeprefix(before).removeprefix(b"?.")
    return _UNLESS_NONE % (rest if rest.startswith((b"[", b"(")) else b"." + rest, called, before)


def _is_optional(link: "Raw") -> bool:
    return any(child.type == "optional_chain" for child in link.children)


def _has_optional(link: "Raw") -> bool:
    while link.type in _LINKS:
        if _is_optional(link):
            return True
        link = _before(link)
    return False


def _before(link: "Raw") -> "Raw":
    before = link.child_by_field_name("function" if link.type == "call_expression" else "object")
    assert before is not None  # noqa: S101 - so the grammar has it
    return before


def _rewritten(raw: "Raw", calls: list["Raw"]) -> bytes:
    """The source of a part, inner calls first."""
    ids = {each.id for each in calls}
    source = raw.text or b""

    def write(node: "Raw") -> bytes:
        if node.id in ids:
            function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
            assert function is not None and arguments is not None  # noqa: S101, PT018 - so it was found
            if function.type == "identifier":
                return _choice([write(each) for each in arguments.named_children])
            value, name = function.child_by_field_name("object"), function.child_by_field_name("property")
            assert value is not None and name is not None  # noqa: S101, PT018 - likewise
            listed = write(arguments)[1:-1]
            called = b'"' + (name.text or b"") + b'", [' + listed + b"])"
            if _is_optional(function):
                return _UNLESS_NONE % (b"", called, write(value))
            return _extended(value, called, ids, write)
        if not node.children:
            return node.text or b""
        found, position = b"", node.start_byte
        for child in node.children:
            found += source[position - raw.start_byte : child.start_byte - raw.start_byte] + write(child)
            position = child.end_byte
        return found + source[position - raw.start_byte : node.end_byte - raw.start_byte]

    return write(raw)


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

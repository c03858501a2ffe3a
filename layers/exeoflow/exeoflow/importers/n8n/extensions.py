"""The methods that n8n adds to values in expressions; an engine without them would leave nothing."""

import re
from typing import Final

_NAMES: Final = [
    "abs",
    "append",
    "average",
    "base64Decode",
    "base64Encode",
    "beginningOf",
    "ceil",
    "chunk",
    "compact",
    "diffTo",
    "diffToNow",
    "difference",
    "endOfMonth",
    "extract",
    "extractDomain",
    "extractEmail",
    "extractUrl",
    "extractUrlPath",
    "floor",
    "format",
    "hasField",
    "hash",
    "intersection",
    "isBetween",
    "isDomain",
    "isDst",
    "isEmail",
    "isEmpty",
    "isEven",
    "isInLast",
    "isNotEmpty",
    "isNumeric",
    "isOdd",
    "isTruthy",
    "isUrl",
    "isWeekend",
    "inBetween",
    "keepFieldsContaining",
    "max",
    "merge",
    "min",
    "parseJson",
    "pluck",
    "quote",
    "randomItem",
    "removeDuplicates",
    "removeField",
    "removeFieldsContaining",
    "removeMarkdown",
    "removeTags",
    "renameKeys",
    "replaceSpecialChars",
    "round",
    "sayHi",
    "smartJoin",
    "sum",
    "toBoolean",
    "toDate",
    "toDateTime",
    "toDecimalNumber",
    "toFloat",
    "toInt",
    "toJsonString",
    "toNumber",
    "toSentenceCase",
    "toSnakeCase",
    "toTitleCase",
    "toWholeNumber",
    "toXmlSafe",
    "union",
    "unique",
    "urlDecode",
    "urlEncode",
]
_CALLED: Final = re.compile(rf"(?:^|(?P<before>[\w\])'\"`]*))\s*\??\.\s*(?P<name>{'|'.join(_NAMES)})\s*\(")
_OF_ITEMS: Final = re.compile(r"\.\s*(?:first|last)\s*\(")
_ITEMS_BEFORE: Final = re.compile(
    r"""(?:\$input|\$\(\s*(?:'[^']*'|"[^"]*"|`[^`]*`)\s*\)|\$node\[[^\]]*\])\s*\.\s*(?:first|last)\s*\("""
)
_LIKE_VALUES: Final = re.compile(r"(?<!Object)\s*\??\.\s*(?:keys|values)\s*\(\s*\)")
_TWO_ARGUMENTS: Final = re.compile(r"\.\s*(?:plus|minus)\s*\(\s*[^){]*,")
_ITEM: Final = re.compile(r"\$item\s*\(|\$position\b|\$runIndex\b")


def uses_extensions(source: str) -> bool:
    """Whether an expression may call a method that only n8n has."""
    for match in _CALLED.finditer(source):
        if match["before"] != "Math":
            return True
    if len(_OF_ITEMS.findall(source)) != len(_ITEMS_BEFORE.findall(source)):
        return True
    return any(each.search(source) for each in (_LIKE_VALUES, _TWO_ARGUMENTS, _ITEM))

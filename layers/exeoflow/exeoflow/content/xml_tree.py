"""XML as nested objects, by the convention of xmltodict: `@name` is an attribute, `#text` text beside others.

An element without either is its text, null if it is empty; elements of one name are a list. Documents that
declare entities are refused: they multiply ("billion laughs") or reach for other files.
"""

import re
from collections.abc import Collection, Mapping
from xml.parsers.expat import ExpatError

import xmltodict

from exeoflow.content.errors import ContentInvalid, EntitiesDeclared, NestedTooDeep
from exeoflow.model.json import MAX_DEPTH, Json, nests_deeper

# https://www.w3.org/TR/xml/#charsets: no reader would take a document with one of them.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_xml(text: str, *, lists: Collection[str] = ()) -> Json:
    """Read an XML document as `{"<root>": ...}`; raises `ContentInvalid`.

    Elements that `lists` names are lists however many there are.

    >>> read_xml('<order id="7"><item>a</item><item>b</item></order>')
    {'order': {'@id': '7', 'item': ['a', 'b']}}
    """
    try:
        # As UTF-8 whatever its declaration says: it is a text by now.
        tree: Json = xmltodict.parse(text.encode(), encoding="utf-8", force_list=tuple(lists))
    except ExpatError as error:
        raise ContentInvalid(f"it is no XML (line {error.lineno})", error.lineno) from None
    except (ValueError, RecursionError):
        raise EntitiesDeclared("it is XML that declares entities, which are refused") from None
    # An element that comes again is a list of objects: two levels.
    if nests_deeper(tree, 2 * MAX_DEPTH):
        raise NestedTooDeep(f"it is XML that nests deeper than {MAX_DEPTH} elements")
    return tree


def write_xml(tree: Mapping[str, Json], *, indent: bool = False) -> str:
    r"""Write what `read_xml` reads; raises `ContentInvalid`.

    >>> write_xml({"order": {"@id": 7, "item": ["a", "b"]}})
    '<?xml version="1.0" encoding="utf-8"?>\n<order id="7"><item>a</item><item>b</item></order>'
    """
    try:
        text = str(xmltodict.unparse(tree, pretty=indent, indent="  "))
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise ContentInvalid("it is no XML: one root, with names of elements as keys, is needed") from None
    if (found := _NO_CHARACTER.search(text)) is not None:
        raise ContentInvalid(f"XML cannot hold the character U+{ord(found[0]):04X}")
    return text

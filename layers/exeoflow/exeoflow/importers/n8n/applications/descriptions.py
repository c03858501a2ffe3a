"""Descriptions of requests as JSONata: in them `{form:name, other name|default}` stands for a parameter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.applications.forms.table import in_form
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.parameters import is_computed, texts_in
from exeoflow.importers.n8n.place import Place

NAMED: Final = re.compile(
    r"\{(?:(?P<form>[a-z_0-9]+):)?(?P<names>[\w.-]+(?:, [\w.-]+)*)(?:\|(?P<default>[^}]*))?\}"
)
"""A parameter in a description: the form that it takes, its name or several, and its default."""
FILE_FORMS: Final = {"file": "$n8_sent_file", "picture": "$n8_file_address", "bytes": "$n8_file_bytes"}
"""Forms beside those of values: what a file is sent as."""
_OF_ADDRESSES: Final = frozenset({"path", "conditions", "disk"})
"""Forms whose values are written for an address, so that they need not be encoded."""
_DOCUMENT: Final = re.compile(r"/(?:d|folders)/([A-Za-z0-9_-]+)|notion\.so/.*?([0-9a-f]{32})")


def names_file(written: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether a file is sent within what is described."""
    return any(each["form"] in FILE_FORMS for text in texts_in(written) for each in NAMED.finditer(text))


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Fills descriptions with the parameters of a node."""

    place: Place

    def filled(self, written: Any) -> str | None:  # noqa: ANN401 - any JSON
        """JSONata for what is described; None if it is a parameter that the node has not."""
        match written:
            case str():
                return self._text(written)
            case Mapping():
                return self.filled_object(written)
            case list() | tuple():
                found = [self.filled(each) for each in written]
                listed = f"[{', '.join(each for each in found if each is not None)}]"
                return listed if isinstance(written, list) else f"$merge({listed})"
        return literal(written)

    def filled_object(self, written: Mapping[str, Any]) -> str:
        """JSONata for an object, without the fields whose parameters the node has not."""
        found = {key: self._field(each) for key, each in written.items()}
        return object_of({key: each for key, each in found.items() if each is not None})

    def _field(self, written: Any) -> str | None:  # noqa: ANN401 - any JSON
        """The same for a field: an object of which the node has no field is none."""
        found = self.filled(written)
        return None if found == "{}" and written else found

    def address(self, written: str) -> str:
        """JSONata for an address."""
        return " & ".join(
            literal(piece) if isinstance(piece, str) else self._part_of_address(piece)
            for piece in _pieces(written)
        )

    def _part_of_address(self, match: re.Match[str]) -> str:
        value = self._named(match)
        if value is None:
            value = self.place.missing(match["names"])
        text = f"$n8_field_text({value})"
        is_address = match.start() == 0 or match["form"] in _OF_ADDRESSES
        return text if is_address else f"$encodeUrlComponent({text})"

    def _text(self, written: str) -> str | None:
        whole = NAMED.fullmatch(written)
        if whole is not None:
            return self._named(whole)
        parts: list[str] = []
        for piece in _pieces(written):
            if isinstance(piece, str):
                parts.append(literal(piece))
                continue
            value = self._named(piece)
            if value is None:
                return None
            parts.append(f"$n8_field_text({value})")
        return " & ".join(parts) if parts else '""'

    def _named(self, match: re.Match[str]) -> str | None:
        if (made_of_file := FILE_FORMS.get(match["form"])) is not None:
            names = filter(None, map(self.place.parameter, match["names"].split(", ")))
            return f"{made_of_file}({self.place.file(next(names, match['default'] or 'data'))})"
        for name in match["names"].split(", "):
            written = self.place.parameter(name)
            if written is not None and written != "":
                return self._formed(match["form"], written)
        if match["form"] == "need":
            return self.place.missing(match["names"])
        default = match["default"]
        if default is not None and is_computed(default):
            return self.place.value(f"={{{{ {default[1:]} }}}}")
        return None if default is None else literal(default)

    def _formed(self, form: str | None, written: Any) -> str:  # noqa: ANN401 - any JSON
        """A parameter's value; one that locates a resource holds its id."""
        mode = ""
        if isinstance(written, Mapping) and ("__rl" in written or "mode" in written):
            mode = str(written.get("mode", ""))
            if form == "title" and mode == "list" and written.get("cachedResultName"):
                written = written["cachedResultName"]
            else:
                written = written.get("value", "")
        if mode == "url" and isinstance(written, str) and not is_computed(written):
            found = _DOCUMENT.search(written)
            written = found[1] or found[2] if found else written
        return in_form(form, self.place, written)


def _pieces(written: str) -> Iterator[str | re.Match[str]]:
    """The fixed texts of a description and the parameters that it names, in their order."""
    position = 0
    for match in NAMED.finditer(written):
        if fixed := written[position : match.start()]:
            yield fixed
        yield match
        position = match.end()
    if rest := written[position:]:
        yield rest

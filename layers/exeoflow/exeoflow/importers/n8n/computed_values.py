"""JSONata for the parameters of a node: by rules, or by code that stands before the node."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from exeoflow.expressions.jsonata import chained
from exeoflow.importers.n8n.expressions import (
    FILES_OF_NODES,
    FILES_OF_SOME,
    ByCode,
    Scope,
    Translated,
    Untranslatable,
    translate,
    translate_by_code,
)
from exeoflow.importers.n8n.expressions.roots import FROM_AI
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import computes, is_computed
from exeoflow.importers.n8n.pieces import (
    ARRIVING,
    OWN,
    OWN_NAMES,
)
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.translating import OTHER_NODE, Translating

ITEM: Final = "$j"
INDEX: Final = "$i"
ITEMS: Final = "$in"
_CODE_OF_JSON: Final = re.compile(r"(\{\{[\s\S]*?\}\})")
_ASKED: Final = f"{OWN_NAMES}asked"
"""Stands among the other nodes for what a model gives its tool."""
_WITH_ARGUMENTS: Final = (
    f"(({', '.join(sorted(FROM_AI))}) => %s)(...Array({len(FROM_AI)})"
    f'.fill((key) => $("{_ASKED}").first().json[key]))'
)
_SPELLED: Final = "((v) => typeof v === 'number' && !Number.isFinite(v) ? String(v) : v)(%s)"
_IN_TEXT_FIELD: Final = (
    "((v) => v === undefined || v === null || v.isLuxonDateTime ? v"
    " : typeof v === 'object' ? JSON.stringify(v) : String(v))(%s)"
)
"""Here and not later, where keys would have another order and numbers fewer digits."""
_REFUSED_NAMES: Final = (
    *("arguments", "caller", "callee", "binding", "mainModule", "prototype", "__proto__", "getPrototypeOf"),
    *("setPrototypeOf", "defineProperty", "defineProperties", "getOwnPropertyDescriptor"),
)
"""Fields that n8n 2 lets no expression read, for safety's sake: what calls a tool has `arguments`."""
_REFUSED: Final = re.compile(
    rf"""\{{\{{(?:(?!\}}\}})[\s\S])*?(?:\.\s*|\[\s*["'])(?:{"|".join(_REFUSED_NAMES)})\b"""
)
_MORE_THAN_NAME: Final = re.compile(r"\$workflow\b(?!\s*\??\.\s*name\b)")
_MAY_THROW: Final = re.compile(
    r"\$extend\(|\$jmes[pP]ath\b|\$(?:ifEmpty|average|node|items?)\b|\$\(|\bExpressionError\b"
)
"""What an expression that is run as code fails by, where every other error of it leaves nothing."""
At = Literal["each", "first"]


def mentions(jsonata: str, variable: str) -> bool:
    """Whether an expression names a variable, and be it in one of its texts."""
    return re.search(rf"{re.escape(variable)}\b", jsonata) is not None


@dataclass(slots=True)
class ComputedValues(Translating):
    """An instance whose parameters become JSONata."""

    def missing(self, setting: str) -> str:
        """JSONata in place of a setting that is empty: it fails, as n8n runs nothing without it."""
        self.note("setting-empty", setting=setting)
        return f"$error({literal(f'Nothing is given for {setting}.')})"

    def value(self, written: Any, at: At = "each") -> str:  # noqa: ANN401 - any JSON
        """What a parameter is at an item, or at the first one; it may be nothing."""
        match written:
            case str():
                return self._text(written, at)
            case Mapping() if computes(written):
                pairs = ", ".join(
                    f"{literal(str(key))}: {self.value(each, at)}" for key, each in written.items()
                )
                return f"{{{pairs}}}"
            case list() if computes(written):
                entries = (f'{{"e": {self.value(each, at)}}}' for each in written)
                return f"$n8_entries([{', '.join(entries)}])"
            case _:
                return self.constant(written, at)

    def constant(self, written: Any, at: At = "each") -> str:  # noqa: ANN401 - any JSON
        """A value as it is written."""
        text = literal(written)
        return self._by_code(text, (), at, "%s") if self._is_long(text) else text

    def _is_long(self, text: str) -> bool:
        return self.most is not None and len(text) > self.most

    def _text(self, written: str, at: At) -> str:
        if not is_computed(written):
            return self.constant(written, at)
        return self._meant(written, self.translated(written, at), at)

    def _meant(
        self, written: str, found: Translated | ByCode | Untranslatable, at: At, form: str = "%s"
    ) -> str:
        """JSONata for what an expression was found to be; `form` is what code makes of its value."""
        if "base64Decode" in written:
            # What is no base64 fails here, and is decoded somehow there.
            self.note("expression-approximated", expression=written, what="expression-base64")
        if any(name in written for name in _REFUSED_NAMES) and _REFUSED.search(written):
            self.note("expression-approximated", expression=written, what="expression-refused-name")
        match found:
            case Translated(jsonata=jsonata):
                self._note_approximations(written, found)
                if at == "first" and mentions(jsonata, INDEX):
                    return f"({INDEX} := 0; {jsonata})"
                return f"({jsonata})"
            case ByCode(source=source, reads=reads):
                if _MAY_THROW.search(source):
                    self.note_whole_failure()
                if "$execution" in reads:
                    self.note("expression-approximated", expression=written, what="expression-execution-id")
                if "$workflow" in reads and _MORE_THAN_NAME.search(source):
                    self.note("expression-approximated", expression=written, what="expression-workflow")
                if FILES_OF_SOME in reads and not self._knows_files(reads):
                    self.note("expression-approximated", expression=written, what="expression-binary")
                return self._by_code(source, reads, at, form)
            case _:
                raise Refused("expression-unsupported", expression=written, what=found.reason)

    def _note_approximations(self, written: str, found: Translated) -> None:
        for each in found.approximations:
            self.note("expression-approximated", expression=written, what=each)
        if found.may_fail:
            self.note_whole_failure()

    def spelled(self, written: Any, at: At = "each") -> str | None:  # noqa: ANN401 - any JSON
        """What a parameter is, with NaN and Infinity, null in JSON, by name; None if it is neither."""
        found = self.translated(written, at) if is_computed(written) else None
        match found:
            case Translated(jsonata=jsonata, is_date=True):
                milliseconds = f"($v := {jsonata}; $v = null ? 'NaN' : $exists($v) ? $toMillis($v))"
                return self._meant(written, replace(found, jsonata=milliseconds), at)
            case Translated(spelled=str() as spelled):
                return self._meant(written, replace(found, jsonata=spelled), at)
            case ByCode():
                return self._meant(written, found, at, _SPELLED)
        return None

    def in_text_field(self, written: Any) -> str | None:  # noqa: ANN401 - any JSON
        """The same for a field of texts, which holds a date of JavaScript's own in JSON, with its quotes."""
        found = self.translated(written) if is_computed(written) else None
        match found:
            case Translated(jsonata=jsonata, is_date=True):
                quoted = f"""($v := {jsonata}; $exists($v) ? ($v = null ? "null" : '"' & $v & '"'))"""
                return self._meant(written, replace(found, jsonata=quoted), "each")
            case ByCode():
                return self._meant(written, found, "each", _IN_TEXT_FIELD)
        return self.spelled(written)

    def file(self, written: Any) -> str:  # noqa: ANN401 - any JSON
        """JSONata for the file of the item at `$i` that has a name; as in n8n an error if there is none."""
        self.note_whole_failure()
        name = f"$n8_text({self.value(written)})"
        return f"$n8_file({self.all_files()}, {name})"

    def raw_text(self, written: str) -> str:
        """JSON in which each expression is replaced by its own value: that of an object is JSON, too."""
        text = written.lstrip("=")
        pieces = [
            f"$n8_raw_text({self.value('=' + piece)})" if piece.startswith("{{") else literal(piece)
            for piece in _CODE_OF_JSON.split(text)
            if piece
        ]
        return chained(pieces, "&") if len(pieces) > 1 else pieces[0] if pieces else '""'

    def translated(self, written: str, at: At = "each") -> Translated | ByCode | Untranslatable:
        """What becomes of an expression here; each is translated once."""
        key = (written, at)
        if key not in self.known:
            found = translate(written, self.scope(at))
            if isinstance(found, Translated) and self._is_long(found.jsonata):
                self._note_approximations(written, found)
                found = translate_by_code(written, self.scope(at)) or found
            self.known[key] = found
        return self.known[key]

    def understand(self, written: str) -> None:
        """Remember that an expression has its meaning by the node's own rules."""
        for at in ("each", "first"):
            self.known[written, at] = Translated("")

    def _by_code(self, source: str, reads: Iterable[str], at: At, form: str) -> str:
        """JSONata for what an expression without a rule yields: code before the node evaluates it."""
        reads = frozenset(reads)
        reads_files = not reads.isdisjoint((FILES_OF_SOME, FILES_OF_NODES))
        for name in sorted(reads):
            match = OTHER_NODE.fullmatch(name)
            if match is not None:
                self.read(match[1], source, reads_files=reads_files)
        source = form % source
        if not FROM_AI.isdisjoint(reads):
            self.given[_ASKED] = f'({self.head}{{"items": [{self.arguments}]}})'
            source = _WITH_ARGUMENTS % source
        if source not in self.codes:
            self.codes.append(source)
        if "$binary" in reads:
            self.give_files()
        # A tool is used for one item, which is the only one that its code sees.
        position = INDEX if at == "each" and self.head is None else "0"
        return f'$lookup($nodes.`{OWN}{self.values}`[{position}], "v{self.codes.index(source)}")'

    def scope(self, at: At = "each") -> Scope:
        """What an expression sees."""
        json, index = (ITEM, INDEX) if at == "each" else (f"{ITEMS}[0]", "0")
        # A node that is executed once still sees all items.
        items = ARRIVING if self.node.executes_once else ITEMS
        return Scope(
            json=json,
            items=items,
            index=index,
            nodes=self.earlier,
            timezone=self.timezone,
            workflow_name=self.workflow_name,
            arguments=self.arguments,
            parameters=self.node.parameters,
            run_index=self.run_index,
            previous=self.previous,
            files=self.known_files,
            files_of=self.files_of,
        )

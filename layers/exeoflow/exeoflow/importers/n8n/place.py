"""What the translation of one node sees, and JSONata for those of its parameters that are computed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from exeoflow.expressions.jsonata import chained
from exeoflow.importers.n8n.expressions import (
    FILES_OF_NODES,
    FILES_OF_SOME,
    ByCode,
    EarlierNode,
    Scope,
    Translated,
    Untranslatable,
    translate,
    translate_by_code,
)
from exeoflow.importers.n8n.expressions.roots import FROM_AI
from exeoflow.importers.n8n.instances.files import Files
from exeoflow.importers.n8n.instances.lineage import Seen
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import Parameters, computes, is_computed
from exeoflow.importers.n8n.pieces import (
    ALL,
    ARRIVING,
    AT,
    MAIN,
    NO_FILES,
    OWN,
    OWN_NAMES,
    Link,
    Origins,
    Piece,
    Step,
)
from exeoflow.importers.n8n.prelude import with_functions
from exeoflow.importers.n8n.reasons import Reason, Refused
from exeoflow.importers.n8n.source import SourceNode

ITEM: Final = "$j"
INDEX: Final = "$i"
ITEMS: Final = "$in"
MAX_LENGTH: Final = 10_000
"""Characters of an expression."""

_CODE_OF_JSON: Final = re.compile(r"(\{\{[\s\S]*?\}\})")
_AT_INDEX: Final = re.compile(r"\$i\b")
_OTHER_NODE: Final = re.compile(r"\$\('(.*)'\)", re.DOTALL)
_TOLD: Final = '($f := %s; $type($f) = "object" ? $n8_told_files($f) : null)'
"""The files of an item with what n8n says of each."""
_INPUT: Final = f"{OWN_NAMES}input"
"""Stands among the other nodes for the files of the input."""
_NAMES_OF_INPUT: Final = frozenset({"$input", "$item", "$items"})
_ASKED: Final = f"{OWN_NAMES}asked"
"""Stands there for what a model gives its tool."""
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
_ASKS_FOR_OUTPUT: Final = re.compile(
    r"""\$items\(\s*(?:"[^"]*"|'[^']*'|`[^`]*`)\s*(?:,\s*([0-9]+))?|\.(?:all|first|last)\(\s*([0-9]+)"""
)
"""Where code asks for the items of an output, `$items` for the first one if it does not say which."""
_ASKS_FOR_ITEMS: Final = re.compile(r"\.(?:all|first|last)\(|\$items\(|\$node\b")
_MAY_THROW: Final = re.compile(
    r"\$extend\(|\$jmes[pP]ath\b|\$(?:ifEmpty|average|node|items?)\b|\$\(|\bExpressionError\b"
)
"""What an expression that is run as code fails by, where every other error of it leaves nothing."""
_ASKS_FOR_PAIRED: Final = re.compile(r"\.(item|itemMatching|pairedItem)\b")

INDEXED: Final = '[$map(%s, function($j, $i) { {"j": $j, "k": $i} })]'
"""Each item of a list and its position."""

At = Literal["each", "first"]


@dataclass(slots=True)
class Place(Parameters):
    """An instance that is being translated; `inputs` are those that an arrow leads to."""

    id: str
    inputs: tuple[int, ...]
    takes_one: bool
    earlier: Seen
    timezone: str
    workflow_name: str
    files: Files | None = None
    """The files of the items that come in; None for a part, which has no items."""
    outputs: frozenset[int] = frozenset()
    """The outputs that an arrow leaves."""
    is_returned_to: bool = False
    run_index: str | None = None
    """JSONata for how often the node has run before, if that is known."""
    previous: tuple[str, int] | None = None
    """The node and its output that the first input's items come from, where it is one only."""
    is_in_cycle: bool = False
    """Whether it is run again by an arrow back to a node before it."""
    values: str = "values"
    """The step in which code before the node evaluates expressions."""
    keeps_arriving: bool = False
    """Whether a step within a loop reads all items that arrive."""
    codes: list[str] = field(default_factory=list)
    """JavaScript of expressions without a rule."""
    given: dict[str, str] = field(default_factory=dict)
    """JSONata for the other nodes that code reads."""
    attached: tuple[SourceNode, ...] = ()
    """What hangs on the node: a model, a memory, tools."""
    parts: Mapping[str, tuple[SourceNode, ...]] = field(default_factory=dict)
    """Of each node by name what hangs on it."""
    lacking: dict[str, Reason] = field(default_factory=dict)
    """Why a part of the node, by its name, has no counterpart."""
    arguments: str | None = None
    """JSONata for what a model gives, if the node is its tool."""
    head: str | None = None
    """JSONata that binds the present item for a step that finds it neither in its input nor in a loop."""
    takes_parts: bool = False
    """Whether the node's translation is that of what hangs on it, too."""
    most: int | None = None
    """How long a text may be that is not made by code, where expressions become too long otherwise."""
    known: dict[tuple[str, str], Translated | ByCode | Untranslatable] = field(default_factory=dict)
    reasons: dict[Reason, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, written in self.node.unknown.items():
            self.note("operation-inferred", setting=name, written=written, meant=self.node.parameters[name])

    def note(self, code: str, **values: str) -> None:
        """Remember why the node is not quite the same."""
        self.reasons[Reason(code, tuple(values.items()))] = None

    # Parameters as JSONata

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
                if at == "first" and _AT_INDEX.search(jsonata):
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

    def files_of(self, name: str) -> str | None:
        """JSONata for the files of another node's items, one object for each.

        None where it makes none, and where its items here are those of another output than the first, of
        whose files nobody knows: what fails may have those that came in.
        """
        found = None if self.files is None else self.files.of_node(name)
        if found is None or self.earlier[name].output != 0:
            return None
        self.note("file-in-state")
        return f"[$map({self.earlier[name].items}, function($j, $i) {{ {_TOLD % found} }})]"

    def _knows_files(self, reads: frozenset[str]) -> bool:
        """Give code the files of the items that it reads, as far as they are known; whether all are."""
        names = [match[1] for each in reads if (match := _OTHER_NODE.fullmatch(each)) is not None]
        known = [*map(self.knows_files_of, names)]
        if not reads.isdisjoint(_NAMES_OF_INPUT):
            known.append(self.give_files())
        return all(known)

    def knows_files_of(self, name: str) -> bool:
        """Whether the files of another node's items are known, or that they have none."""
        return self.files_of(name) is not None or (self.files is not None and self.files.are_none_of(name))

    def give_files(self) -> bool:
        """Give code the files of the items that come in, if they can be told; whether they can."""
        files = self.known_files()
        if files is None or files == NO_FILES:
            return files is not None
        listed = f"[$map({ARRIVING}, function($j, $i) {{ {_TOLD % files} }})]"
        self.given[_INPUT] = f'{{"items": [], "files": {listed}}}'
        return True

    def all_files(self) -> str:
        """JSONata for the files of the item at `$i`, by their names."""
        found = self.known_files()
        if found is None:
            raise Refused("file-unknown")
        return found

    def known_files(self) -> str | None:
        """The same; None where they cannot be told."""
        found = None if self.files is None else self.files.of_item(self.earlier)
        if found is not None and found != NO_FILES:
            self.note("file-in-state")
            if "$n8_files_of_call(" in found:
                self.note("file-by-call")
        return found

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
            match = _OTHER_NODE.fullmatch(name)
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

    def read(self, name: str, source: str, *, reads_files: bool) -> None:
        """Give another node's items to code, and which of them belongs to each item where the code asks."""
        earlier = self.earlier.get(name)
        if earlier is None:
            raise Refused("expression-unsupported", expression=source, what="expression-unknown-node")
        if earlier.doubt is not None:
            self.note("expression-approximated", expression=source, what=earlier.doubt)
        if earlier.doubt == "expression-unknown-node":
            # Only where the code comes to read it, it fails.
            self.given[name] = "null"
            return
        if any(int(each[1] or each[2] or 0) != earlier.output for each in _ASKS_FOR_OUTPUT.finditer(source)):
            self.note("expression-approximated", expression=source, what="expression-other-output")
        fields, output = f'"items": {earlier.items}', earlier.output
        if _ASKS_FOR_PAIRED.search(source):
            fields, output = self._with_pairs(name, earlier, source), earlier.paired_output
        if reads_files and (files := self.files_of(name)) is not None:
            if output != 0:
                raise Refused("expression-unsupported", expression=source, what="expression-binary")
            fields += f', "files": {files}'
        given = f"{{{fields}}}"
        self.given[name] = given if earlier.executed is None else f"{earlier.executed} ? {given} : null"

    def _with_pairs(self, name: str, earlier: EarlierNode, source: str) -> str:
        """The items of another node, and the position of the one that belongs to each that arrives."""
        index = self.earlier.index_of(name) if self.head is None else None
        if earlier.doubt_of_paired is not None:
            self.note("expression-approximated", expression=source, what=earlier.doubt_of_paired)
        if index is None:
            raise Refused("expression-unsupported", expression=source, what="expression-no-lineage")
        if earlier.paired_output != earlier.output and _ASKS_FOR_ITEMS.search(source):
            self.note("expression-approximated", expression=source, what="expression-other-output")
        return (
            f'"items": {earlier.paired_items}, "paired": [$map({ARRIVING}, function($j, $i) {{ {index} }})]'
        )

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

    # What families make

    @property
    def arriving(self) -> str:
        """JSONata for the items that come in, or for the first where the node runs once."""
        return f"[{ARRIVING}[0]]" if self.node.executes_once else ARRIVING

    def list_of(self, body: str, **more: str) -> str:
        """An expression over the items `$in`, with the functions that it names."""
        bound = "".join(f"${name} := {text}; " for name, text in more.items())
        return self.whole(f"{ITEMS} := {self.arriving}; {bound}{body}")

    def whole(self, body: str) -> str:
        """An expression with the functions that it names; raises `Refused` if it is too long."""
        origins = (each for each in self.earlier.origins.items() if f"${each[0]}(" in body)
        body = "".join(f"${name} := {text}; " for name, text in origins) + body
        text = with_functions(body)
        if self._is_too_long(text):
            text = with_functions(body, is_brief=True)
            if "$js_json_text(" in body:  # The brief one leaves keys that are numbers where they stand.
                self.note("expression-approximated", expression="JSON.stringify", what="expression-size")
        if self._is_too_long(text):
            raise Refused("expression-too-long")
        return text

    def _is_too_long(self, text: str) -> bool:
        """Whether an expression is, once the node's own steps are named in it."""
        return len(text) + text.count(f"`{OWN}") * len(self.id) > MAX_LENGTH

    def each(self, body: str) -> str:
        """The list of what `body` is for each item `$j` at `$i`."""
        return f"[$map({ITEMS}, function({ITEM}, {INDEX}) {{ {body} }})]"

    def outgoing(self, items: str) -> str:
        """The items of the first output: an empty list becomes one empty item where n8n was told so."""
        if not self.node.always_outputs:
            return items
        return f"($out := {items}; $count($out) = 0 ? [{{}}] : $out)"

    def listed(self, items: str, pairs: str | None = AT, rows: str | None = None) -> Piece:
        """A piece of one step that yields a list of items; an empty one is dead.

        Without `pairs`, `rows` is the same list with each item as `j`, and as `k` where it comes from.
        """
        if pairs == ALL and self.node.executes_once:
            pairs = "0"
        expression = self.list_of(self.outgoing(items))
        step = Step("transform", {"expression": expression}, stops_when_empty=True)
        if pairs is not None:
            return Piece((step,), pairs={0: pairs})
        return Piece((step,), tracked=None if rows is None else self.from_rows(self.list_of(rows)))

    def from_rows(self, rows: str) -> Piece:
        """A piece that keeps `rows`: each item as `j`, and the position or positions it comes from as `k`."""
        first = Step("transform", {"expression": rows}, "rows")
        items = self.whole(self.outgoing("[$input.j]"))
        last = Step("transform", {"expression": items}, stops_when_empty=True)
        return Piece(
            (first, last),
            (Link("rows", MAIN),),
            entries={0: "rows"},
            begins=("rows",),
            pairs={0: Origins({0: f"$nodes.`{OWN}rows`[{AT}].k"})},
        )

    def fails_softly(self) -> bool:
        """Whether a failing item does not end the execution."""
        return self.node.on_error != "stop"

    def note_whole_failure(self) -> None:
        """Note that when it fails for one item, none is left to go on with."""
        if self.fails_softly():
            self.note("error-of-expression")

    def without(self, setting: str) -> Piece:
        """A piece that fails, whatever comes in, as n8n does without a setting that is empty."""
        self.fail_as_a_whole()
        return self.listed(self.missing(setting))

    def unless(self, fails: str, items: str, *, is_tracked: bool = False) -> str:
        """JSONata for items; where `fails`, if anything, holds, it fails whole or hands on what arrives."""
        if not fails:
            return items
        if not self.fails_softly():
            return f'({fails}) ? $error("The node fails for these items.") : {items}'
        return f"({fails}) ? {INDEXED % ARRIVING if is_tracked else ARRIVING} : {items}"

    def fail_as_a_whole(self) -> None:
        """Note that none is left to go on with when one item fails; refuse an output for failed ones."""
        self.refuse_error_output()
        self.note_whole_failure()

    def refuse_error_output(self) -> None:
        """Raise `Refused` where failing items leave by an output of their own."""
        if self.node.on_error == "error":
            raise Refused("failure-unsupported")

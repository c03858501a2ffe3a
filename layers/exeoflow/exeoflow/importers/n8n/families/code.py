"""Code and Function: their JavaScript is run as it is. Expressions without a rule are run so, too."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.code.syntax import syntax_fault
from exeoflow.importers.n8n.expressions.beyond_json import may_make_other_numbers
from exeoflow.importers.n8n.expressions.code import speaks_otherwise
from exeoflow.importers.n8n.expressions.items_read import (
    asks_for_files,
    lists_fields_of_items,
    owners_of_files,
)
from exeoflow.importers.n8n.expressions.javascript.parsing import without_comments
from exeoflow.importers.n8n.expressions.roots import WITHOUT_MEANING
from exeoflow.importers.n8n.expressions.values import NoMeaning
from exeoflow.importers.n8n.families.files.answers import IN_ROWS
from exeoflow.importers.n8n.families.parting import parted_by_failure
from exeoflow.importers.n8n.families.python import translate_python
from exeoflow.importers.n8n.families.static_data import (
    for_each_item,
    for_each_object,
    keeping,
    keeps_data,
    with_kept_data,
)
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import (
    ARRIVING,
    MAIN,
    NO_FILES,
    OWN_NAMES,
    ROW_OF_CODE,
    Link,
    Piece,
    Step,
    behind,
    behind_arrival,
)
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

MODULES: Final = ("buffer", "cheerio", "crypto", "html-to-text", "luxon")
"""What code may `require`: the modules of `code/javascript/modules.js`."""
OF_CRYPTO: Final = frozenset(
    {"createHash", "createHmac", "getRandomValues", "hash", "randomBytes", "randomUUID", "timingSafeEqual"}
)
"""What there is of Node's crypto."""
_UNKNOWN: Final[Mapping[str, re.Pattern[str]]] = {
    "require": re.compile(rf"""\brequire\b(?!\s*\(\s*(["'`])(?:node:)?(?:{"|".join(MODULES)})\1\s*\))"""),
    "import": re.compile(r"^\s*import\b|\bimport\s*\(", re.MULTILINE),
    "helpers": re.compile(
        r"\bhelpers\b(?!\s*\.\s*(getBinaryDataBuffer|prepareBinaryData)\b)|\$http\b|\bfetch\s*\("
    ),
    "$env": re.compile(r"\$secrets\b|\$credentials\b|\bprocess\."),
    "$prevNode": re.compile(
        r"\$(?:prevNode|evaluateExpression|fromAI|nodeId|nodeVersion|thisRunIndex|rawParameter|self|tool|agentInfo)\b"
        r"|\$(?:getPairedItem|resumeWebhookUrl|webhookId)\b|\b(?:FormData|WebAssembly|getNodeParameter)\b"
        r"|(?:[)\]]|\$input|\$node\.\w+)\s*\??\.\s*(?:params|context)\b"
    ),
}
"""What n8n's code may use and this one has not."""
_CRYPTO: Final = r"""require\s*\(\s*["'`](?:node:)?crypto["'`]\s*\)"""
_NAMED_CRYPTO: Final = re.compile(rf"(?:(?P<name>[\w$]+)|\{{(?P<names>[^{{}}]*)\}})\s*=\s*{_CRYPTO}(?!\s*\.)")
_READ_OF_CRYPTO: Final = re.compile(rf"{_CRYPTO}\s*\.\s*(\w+)")
_WRITES_LOCALLY: Final = re.compile(r"\b(?:toLocale(?:Date|Time)?String|Intl|setLocale)\b")
_VARIABLES: Final = re.compile(
    r"""\$(?P<of>env|vars)\b\s*(?:(?:\?\.|\.)\s*(?P<a>[A-Za-z_]\w*)|\[\s*(["'`])(?P<b>[A-Za-z_]\w*)\3\s*\])?"""
)
_GIVEN_VARIABLES: Final = f"{OWN_NAMES}vars"
"""Stands among the other nodes for the variables of the workspace."""
_RUN_INDEX: Final = re.compile(r"\$runIndex\b")
_RUNS: Final = f"{OWN_NAMES}runs"
"""Stands among the other nodes for how often the node has run before."""
_WAITING: Final = re.compile(r"\bset(Timeout|Interval)\s*\(")
"""The clock of code here does not wait: timers go off in their order at once."""
_OF_LANGCHAIN: Final = re.compile(
    r"\bthis\b|\b(getInputConnectionData|getInputData|getNode|getNodeOutputs|getExecutionCancelSignal|addInputData"
    r"|addOutputData|executeWorkflow|getWorkflowDataProxy|logger)\b"
)
"""What LangChain's code finds beside n8n's names: its node, and the parts that hang on it."""
_NAMED: Final = re.compile(
    r"""\$\(\s*(["'`])(?P<a>(?:(?!\1).)+)\1\s*\)|\$node\[\s*(["'`])(?P<b>(?:(?!\3).)+)\3\s*\]"""
    r"""|\$items\(\s*(["'`])(?P<c>(?:(?!\5).)+)\5|\$node\.(?P<d>[A-Za-z_]\w*)"""
)
_COMPUTED_NAME: Final = re.compile(r"""\$\(\s*[^"'`\s]|\$node\[\s*[^"'`\s]|\$items\(\s*[^"'`\s)]""")
_TEXT: Final = re.compile(r"""(["'`])(?P<text>(?:(?!\1)[^\\\n])+)\1""")
_HAS_TO_DO_WITH_FILES: Final = re.compile(r"\bbinary\b|\b(getBinaryDataBuffer|prepareBinaryData)\b")
_OF_OTHERS: Final = re.compile(r"\$input\.(first|last|all|itemMatching)")
_FOR_ALL: Final = "for (item of items) item.json.myNewField = 1;\nreturn items;"
_FOR_EACH: Final = "item.myNewField = 1;\nreturn item;"
"""What the older nodes do where an export leaves their code out; the newer one has none then."""
_MAX_SOURCE: Final = 60_000


def translate_code(place: Place) -> Piece:
    """Code, for all items or for each."""
    mode = "each" if place.chosen("mode", "runOnceForAllItems") == "runOnceForEachItem" else "all"
    match place.chosen("language", "javaScript"):
        case "javaScript" if mode == "each" and (asked := _asks_for_others(place.parameter("jsCode", ""))):
            return _failing(place, f"Only code for all items may ask for {asked}.")
        case "javaScript":
            return _run(place, place.parameter("jsCode", ""), mode)
        case "python" | "pythonNative":
            return translate_python(place, mode)
        case other:
            raise Refused("setting-unsupported", setting=f"language: {other}")


def _asks_for_others(source: object) -> str | None:
    """What n8n lets no code for each item ask for, where a line of it is no comment; None if nothing is."""
    if not isinstance(source, str) or not (found := _OF_OTHERS.search(source)):
        return None
    lines = (line.lstrip() for line in source.split("\n"))
    is_run = any(found[1] in line and not line.startswith(("//", "/*", "*")) for line in lines)
    return found[0] if is_run else None


def _failing(place: Place, why: str) -> Piece:
    """What fails before it is run, with every item: what comes in goes on where the node goes on."""
    place.refuse_error_output()
    return place.listed(ARRIVING if place.fails_softly() else f"$error({literal(why)})")


def translate_ai_transform(place: Place) -> Piece:
    """The code that was made of instructions, for all items."""
    place.asked |= {"instructions", "codeGeneratedForPrompt"}
    return _run(place, place.parameter("jsCode", ""), "all")


def translate_function(place: Place) -> Piece:
    """The older node for all items."""
    return _run(place, place.parameter("functionCode", _FOR_ALL), "all_unchecked")


def translate_function_item(place: Place) -> Piece:
    """The older node for each item."""
    return _run(place, place.parameter("functionCode", _FOR_EACH), "each_fields")


def translate_langchain_code(place: Place) -> Piece:
    """Code of the node for LangChain, as far as it is about items: it has no library and asks no part."""
    source = place.parameter("code.execute.code", "")
    outputs = [each.get("type") for each in place.rows("outputs.output")]
    if outputs != ["main"] or not isinstance(source, str):
        raise Refused("setting-unsupported", setting="outputs")
    if asked := _OF_LANGCHAIN.search(without_comments(source)):
        raise Refused("setting-unsupported", setting=asked[0])
    place.takes_parts = True
    return _run(place, source, "all")


def translate_sort_by_code(place: Place) -> Piece:
    """Sort whose order is what code says of two items."""
    source = place.parameter("code", "")
    if not isinstance(source, str) or "return" not in source:
        raise Refused("setting-unsupported", setting="code")
    return _run(place, f"return items.sort((a, b) => {{ {source}\n}})", "all")


def _runnable(place: Place, source: object) -> tuple[str, str]:
    """The source as it is written, with the nodes that it names, and what of it is run: all but comments.

    Raises `Refused` where it is none, or uses what only n8n has.
    """
    if not isinstance(source, str) or is_computed(source) or not source.strip():
        raise Refused("setting-unsupported", setting="jsCode")
    if len(source.encode()) > _MAX_SOURCE or syntax_fault("javascript", source) is not None:
        raise Refused("setting-unsupported", setting="jsCode")
    run = without_comments(source)
    _refuse_unknown(run)
    _read_named(place, run)
    source = _with_variables(place, source, run)
    return (_with_run_index(place, source) if _RUN_INDEX.search(run) else source), run


def _with_variables(place: Place, source: str, run: str) -> str:
    """The source behind what gives it the variables of n8n and its environment that it names."""
    found = [*_VARIABLES.finditer(run)]
    if not found:
        return source
    names = sorted({match["a"] or match["b"] or "" for match in found})
    if "" in names:
        # Whoever takes all of them would find others here.
        raise Refused("setting-unsupported", setting=f"${found[0]['of']}")
    for root in sorted({f"${match['of']}" for match in found}):
        place.note("expression-approximated", expression=run, what=WITHOUT_MEANING[root])
    place.given[_GIVEN_VARIABLES] = f'{{"items": [{object_of({each: f"$vars.{each}" for each in names})}]}}'
    return f'const $env = $("{_GIVEN_VARIABLES}").first().json, $vars = $env; {source}'


def _with_run_index(place: Place, source: str) -> str:
    """The source behind what gives it how often the node has run before."""
    if place.run_index is None:
        raise Refused("setting-unsupported", setting="$runIndex")
    place.given[_RUNS] = f'{{"items": [{{"n": {place.run_index}}}]}}'
    return f'$runIndex = $("{_RUNS}").first().json.n; {source}'


def _refuse_unknown(run: str) -> None:
    for name, pattern in _UNKNOWN.items():
        if pattern.search(run):
            raise Refused("setting-unsupported", setting=name)
    if more := _asked_of_crypto(run) - OF_CRYPTO:
        raise Refused("setting-unsupported", setting=f"crypto.{min(more)}")


def _asked_of_crypto(run: str) -> set[str]:
    """The names that code takes from Node's crypto."""
    asked = {match[1] for match in _READ_OF_CRYPTO.finditer(run)}
    for match in _NAMED_CRYPTO.finditer(run):
        if match["name"] is not None:
            asked |= set(re.findall(rf"(?<![\w$.]){re.escape(match['name'])}\s*\??\.\s*(\w+)", run))
        else:
            asked |= {each.partition(":")[0].strip() for each in match["names"].split(",") if each.strip()}
    return asked


def _read_named(place: Place, run: str) -> None:
    """Give the code the nodes that it names, but for those that only a comment names."""
    named = dict.fromkeys(map(_name_of, _NAMED.finditer(run)))
    if _COMPUTED_NAME.search(run):
        named.update(dict.fromkeys(_named_by_texts(place, run)))
    reads_files = asks_for_files(run) or lists_fields_of_items(run)
    for name in named:
        place.read(name, run, reads_files=reads_files)


def _named_by_texts(place: Place, run: str) -> Iterator[str]:
    """The nodes that texts of the code name: of these it takes the names that it computes, as a rule."""
    place.note("setting-approximated", setting="$(...)")
    for text in dict.fromkeys(each["text"] for each in _TEXT.finditer(run)):
        earlier = place.earlier.get(text)
        if earlier is None:
            raise Refused("setting-unsupported", setting="$(...)")
        if earlier.doubt != "expression-unknown-node":
            yield text


def _name_of(match: re.Match[str]) -> str:
    return next(group for group in match.group("a", "b", "c", "d") if group is not None)


def _note_otherwise(place: Place, run: str) -> None:
    """Note what code finds that works otherwise here."""
    if _WAITING.search(run):
        place.note("setting-approximated", setting="setTimeout")
    if _WRITES_LOCALLY.search(run) and speaks_otherwise(run):
        place.note("setting-approximated", setting="toLocaleString")


_RUN_FOR_ALL: Final[Mapping[str, Callable[[str, str], str]]] = MappingProxyType(
    {"each": for_each_object, "each_fields": for_each_item}
)
"""By a mode for each item what makes code for all of them, of code with its comments and without."""


_IN_MEMORY: Final = ("all_unchecked", "each_fields")
"""Modes of the older nodes, which hand on what is no JSON."""


def _run(place: Place, written: object, mode: str) -> Piece:
    if written == "":
        return place.without("code")
    source, run = _runnable(place, written)
    if has_files := _has_to_do_with_files(place, run):
        _give_files(place, run)
    _note_otherwise(place, run)
    if mode in _IN_MEMORY and may_make_other_numbers(run):
        place.note("beyond-json")
    if has_files:
        place.refuse_error_output()
    if place.fails_softly():
        place.note("error-text")
    if keeps_data(run):
        if has_files or place.fails_softly():
            raise Refused("setting-unsupported", setting="$getWorkflowStaticData")
        for_all = _RUN_FOR_ALL[mode](source, run) if mode in _RUN_FOR_ALL else source
        return keeping(place, run, code_of_items(place, with_kept_data(for_all), "all", place.given))
    config = code_of_items(place, source, mode, place.given)
    if place.fails_softly():
        config["keep_failed_items"] = True
    if place.node.on_error == "error":
        return _parted(place, config, is_each=mode.startswith("each"))
    if has_files:
        return replace(_tracked(place, config, _ROW_WITH_FILES), files=IN_ROWS)
    return _listed(place, config)


def _has_to_do_with_files(place: Place, run: str) -> bool:
    """Whether code names files, or asks which fields items have that may come with some."""
    names_them = _HAS_TO_DO_WITH_FILES.search(run) is not None
    return names_them or (lists_fields_of_items(run) and place.known_files() != NO_FILES)


def _listed(place: Place, config: Mapping[str, Any]) -> Piece:
    """The items of code, without what they come from unless somebody asks for it."""
    code = Step("code", config, "code")
    items = Step("transform", {"expression": place.whole(place.outgoing("$input"))}, stops_when_empty=True)
    piece = Piece((code, items), (Link("code", MAIN),), entries={0: "code"}, begins=("code",))
    return replace(
        piece, tracked=_tracked(place, config), handing_on=lambda: _handing_files_on(place, piece, config)
    )


_FAILED: Final = (
    "($names := $keys($o); $not($n8_falsy($o.error)) and "
    "($count($names) = 1 or ($count($names) = 2 and $not($n8_falsy($o.message)))))"
)
"""JSONata for whether n8n takes an item `$o` of code for an error: one that has nothing but that."""


def _parted(place: Place, config: Mapping[str, Any], *, is_each: bool) -> Piece:
    """The same where errors leave by an output of their own, with the fields of the items they come from."""
    place.keeps_arriving = True
    code = Step("code", {**config, "with_origins": True}, "code")
    failed = f"$merge([{ARRIVING}[$r.from], $o])" if is_each else "$o"
    row = (
        f'($o := $r.json; $merge([{_FAILED} ? {{"bad": {failed}}} : {{"good": $o}}, '
        '$type($r.from) = "number" ? {"n": $r.from} : {}]))'
    )
    end = parted_by_failure(place, f"[$map($in, function($r) {{ {row} }})]", is_first=False)
    piece = behind(end, (code,), (Link("code", end.entries[0]),))
    # Which item one comes from that code for all of them makes is not said.
    return piece if is_each else replace(piece, pairs={})


def _handing_files_on(place: Place, piece: Piece, config: Mapping[str, Any]) -> Piece | None:
    """The same for items that come with files, which such code gives on with whole items."""
    match place.known_files():
        case None:
            return None
        case files if files == NO_FILES:
            return replace(piece, files=NO_FILES)
    place.give_files()
    given = {**config, "nodes": _nodes(place, place.given)}
    return replace(_tracked(place, given, _ROW_WITH_FILES), files=IN_ROWS)


def _give_files(place: Place, run: str) -> None:
    """Give code the files of its input; raise `Refused` where it reads some and nobody knows any."""
    place.note("file-in-state")
    is_known = place.give_files() or any(map(place.files_of, place.given))
    if asks_for_files(run) and not is_known:
        raise Refused("file-unknown")
    _note_missed_files(place, run)


def _note_missed_files(place: Place, run: str) -> None:
    """Note the nodes of whose items code may read files that nobody knows."""
    others = [name for name in place.given if not name.startswith(OWN_NAMES)]
    if not others:
        return
    try:
        owners = owners_of_files(run)
    except NoMeaning:
        owners = {None}
    for name in others:
        if not owners.isdisjoint((name, None)) and not place.knows_files_of(name):
            place.note("setting-approximated", setting=f"$('{name}') binary")


_ROW_WITH_FILES: Final = f'{ROW_OF_CODE}, "f": $r.files'


def _tracked(place: Place, config: Mapping[str, Any], row: str = ROW_OF_CODE) -> Piece:
    """The same with what each item comes from: code may leave items out, sort them and make new ones."""
    end = place.from_rows(place.whole(f"[$map($input, function($r) {{ {{{row}}} }})]"))
    code = Step("code", {**config, "with_origins": True}, "code")
    return behind(end, (code,), (Link("code", "rows"),))


def code_of_items(place: Place, source: str, mode: str, nodes: Mapping[str, str]) -> dict[str, Any]:
    """The configuration of a step for JavaScript over the items; `nodes` is JSONata for others it reads."""
    config: dict[str, Any] = {
        "language": "javascript",
        "names": "n8n",
        "mode": mode,
        "source": source,
        "input": f"{{{{ {place.arriving} }}}}",
        "timezone": place.timezone,
    }
    if nodes:
        config["nodes"] = _nodes(place, nodes)
    return config


def _nodes(place: Place, given: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{{{{ {place.whole(text)} }}}}" for name, text in given.items()}


def values_step(place: Place, items: str | None = None) -> Step:
    """The code that evaluates a place's expressions for each item, or for `items`, JSONata."""
    pairs = ", ".join(f"{literal(f'v{number}')}: {source}" for number, source in enumerate(place.codes))
    source = f"return {{{pairs}}};"
    if len(source.encode(errors="replace")) > _MAX_SOURCE:
        raise Refused("expression-too-long")
    config = code_of_items(place, source, "values", place.given)
    if items is not None:
        config["input"] = f"{{{{ {items} }}}}"
    return Step("code", config, place.values)


def behind_values(place: Place, piece: Piece, *more: Step) -> Piece:
    """The piece behind code that evaluates its expressions for each item, and `more` steps before that."""
    if set(piece.entries) - {0}:
        raise Refused("expression-unsupported", expression=place.codes[0], what="code")
    return behind_arrival(piece, *more, values_step(place))

"""Which kinds of n8n's nodes start a workflow, branch, loop or join: what the shape of a graph depends on.

And which hand on files, or fields without a value: what is told of the nodes behind them depends on that.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.source import SourceNode

BASE: Final = "n8n-nodes-base."
CORE: Final = frozenset({"n8n-nodes-base", "@n8n/n8n-nodes-langchain"})
"""The packages that n8n itself publishes; what others publish are community nodes."""

_LANGCHAIN: Final = "@n8n/n8n-nodes-langchain."
_TEXT_CLASSIFIER: Final = f"{_LANGCHAIN}textClassifier"
_STARTS: Final = frozenset({"webhook", "cron", "interval", "start", "emailReadImap"})
_SINGLE_STARTS: Final = frozenset(
    {
        "manualTrigger",
        "webhook",
        "scheduleTrigger",
        "cron",
        "interval",
        "start",
        "formTrigger",
        "chatTrigger",
        "manualChatTrigger",
        "telegramTrigger",
        "errorTrigger",
    }
)
_BRANCHES: Final = frozenset({"if", "switch", "filter"})
_PRESERVE_ONE: Final = frozenset(
    {
        "set",
        "noOp",
        "if",
        "switch",
        "filter",
        "renameKeys",
        "wait",
        "sort",
        "limit",
        "dateTime",
        "crypto",
        "executionData",
        "respondToWebhook",
        "stopAndError",
        "editImage",
        "compression",
        "redis",
    }
)
_HAND_FILES_ON: Final = frozenset(
    {
        "noOp",
        "if",
        "switch",
        "filter",
        "merge",
        "splitInBatches",
        "renameKeys",
        "wait",
        "sort",
        "limit",
        "removeDuplicates",
        "executionData",
        "respondToWebhook",
        "functionItem",
        "writeBinaryFile",
        "readPDF",
    }
)
_DROP_FILES: Final = frozenset(
    {
        "manualTrigger",
        "scheduleTrigger",
        "cron",
        "interval",
        "start",
        "errorTrigger",
        "summarize",
        "dateTime",
        "markdown",
        "xml",
        "googleDriveTrigger",
        *("asana", "baserow", "clickUp", "googleDocs", "shopify", "stripe", "supabase", "todoist", "trello"),
        "wordpress",
    }
)
_ANSWER_IN_JSON: Final = frozenset(
    {f"{_LANGCHAIN}agent", f"{_LANGCHAIN}chainLlm", f"{_LANGCHAIN}informationExtractor"}
)
"""Their items are new ones, of what a model says."""
_IN_JSON_BY: Final[Mapping[str, tuple[str, str, frozenset[str]]]] = MappingProxyType(
    {
        "googleDrive": (
            "operation",
            "upload",
            frozenset(
                {"copy", "createFromText", "deleteFile", "move", "search", "share", "update", "upload"}
            ),
        ),
        "googleSheets": ("operation", "read", frozenset({"read"})),
        "telegram": ("resource", "message", frozenset({"message", "chat", "callback"})),
    }
)
"""By kind a setting, what it is where it is left out, and with which values the items have no files."""
_SIMPLE_SINCE: Final = 2
"""The version of Gmail since which it reads mail without its files, unless it is told to."""


def is_trigger(node: SourceNode) -> bool:
    """Whether a workflow starts at the node."""
    return node.kind in _STARTS or node.kind.lower().endswith("trigger")


def is_loop(node: SourceNode) -> bool:
    """Whether the node hands out its items batch by batch."""
    return node.type == f"{BASE}splitInBatches"


def loop_output(node: SourceNode) -> int:
    """The output of a loop that its body hangs on."""
    return 1 if node.version >= 3 else 0


_PARTS: Final = re.compile(
    r"@n8n/n8n-nodes-langchain\.(?:(?:document|embeddings|lm|outputParser|reranker|retriever|textSplitter)[A-Z]\w*"
    r"|memory(?!Manager|ChatRetriever)\w+|modelSelector|toolHttpRequest|vectorStore\w+Load)"
)


def is_part(node: SourceNode) -> bool:
    """Whether the node only serves others, which it hangs on: n8n runs none of its kind as a step."""
    return _PARTS.fullmatch(node.type) is not None


def is_merge(node: SourceNode) -> bool:
    """Whether the node waits for all its inputs."""
    return node.type in {f"{BASE}merge", f"{BASE}compareDatasets"}


def needs_both(node: SourceNode) -> bool:
    """Whether n8n does not even run the node where one of its first two inputs has nothing."""
    mode = node.parameters.get("mode", "append")
    return node.type == f"{BASE}merge" and node.version >= 2 and mode == "chooseBranch"


def branches(node: SourceNode) -> bool:
    """Whether an item leaves the node by one output only, and nothing else by another."""
    if node.always_outputs:
        # Where the item leaves by another output, an empty one leaves by the first.
        return False
    if node.on_error == "error":
        return True
    if node.type not in {f"{BASE}{kind}" for kind in _BRANCHES} or node.is_disabled:
        return False
    options = node.parameters.get("options")
    return not (isinstance(options, dict) and options.get("allMatchingOutputs"))


def starts_with_one(node: SourceNode) -> bool:
    """Whether a trigger certainly begins with a single item."""
    return node.kind in _SINGLE_STARTS


def gives_one(node: SourceNode, output: int, *, takes_one: bool) -> bool:
    """Whether an output certainly carries at most one item, given whether the input does."""
    takes_one = takes_one or node.executes_once
    if node.is_disabled:
        return takes_one
    if is_loop(node):
        size = node.parameters.get("batchSize", default_batch(node))
        return output == loop_output(node) and str(size) in {"1", "1.0"}
    if node.type == f"{BASE}aggregate":
        return not (node.parameters.get("options") or {}) or takes_one
    if node.type == f"{BASE}convertToFile":
        return takes_one or node.parameters.get("operation", "csv") not in {"toText", "toBinary"}
    if node.type == f"{BASE}limit" and node.parameters.get("maxItems", 1) == 1:
        return True
    return takes_one and node.type.startswith(BASE) and node.kind in _PRESERVE_ONE


def default_batch(node: SourceNode) -> int:
    """How many items a batch of a loop has where nothing is written."""
    return 1 if node.version >= 3 else 10


def drops_files(node: SourceNode) -> bool:
    """Whether the items of a node certainly have no files."""
    if node.type in _ANSWER_IN_JSON:
        return not node.is_disabled
    if not node.type.startswith(BASE) or hands_files_on(node):
        return False
    if known := _IN_JSON_BY.get(node.kind):
        setting, usual, values = known
        return node.parameters.get(setting, usual) in values
    return node.kind in _DROP_FILES or _is_set_to_drop_files(node)


def _is_set_to_drop_files(node: SourceNode) -> bool:
    given = node.parameters.get
    match node.kind:
        case "set":
            return not any(each.get("type") == "binary" for each in _assignments(node))
        case "aggregate":
            return not _options(node).get("includeBinaries")
        case "splitOut":
            return "$binary" not in str(given("fieldToSplitOut"))
        case "emailReadImap":
            return given("format", "simple") == "simple" and not given("downloadAttachments")
        case "gmail" | "gmailTrigger":
            return _reads_no_attachment(node)
    return False


def _reads_no_attachment(node: SourceNode) -> bool:
    """Whether Gmail gives no file of a mail."""
    is_simple = node.parameters.get("simple", True) is True or not _options(node).get("downloadAttachments")
    return is_simple and (node.kind == "gmailTrigger" or node.version >= _SIMPLE_SINCE)


def _options(node: SourceNode) -> Mapping[str, object]:
    written = node.parameters.get("options")
    return written if isinstance(written, Mapping) else {}


def _assignments(node: SourceNode) -> Iterator[Mapping[str, object]]:
    """The fields that the newest versions of Set fill."""
    written = node.parameters.get("assignments")
    rows = written.get("assignments") if isinstance(written, Mapping) else None
    return (each for each in rows if isinstance(each, Mapping)) if isinstance(rows, list) else iter(())


def hands_files_on(node: SourceNode) -> bool:
    """Whether the items of a node keep the files that they come with."""
    if node.is_disabled or node.type == _TEXT_CLASSIFIER:
        return True
    if not node.type.startswith(BASE):
        return False
    match node.kind:
        case "set":
            return _set_hands_files_on(node)
        case "readWriteFile":
            return node.parameters.get("operation") == "write"
        case "dateTime":
            return node.version < 2 or _options(node).get("includeInputFields") is True
    return node.kind in _HAND_FILES_ON


def _set_hands_files_on(node: SourceNode) -> bool:
    given, options = node.parameters.get, _options(node)
    if node.version < 3:
        return given("keepOnlySet") is not True
    if node.version < 3.4:
        return options.get("includeBinary") is True
    return given("includeOtherFields") is True and options.get("stripBinary") is not True


# In n8n a field may be there without a value, until the item is written as JSON. Here it is missing.


def may_leave_fields_without_value(node: SourceNode) -> bool:
    """Whether a Set, or a Summarize of groups, may make a field of nothing."""
    given = node.parameters.get
    if node.kind == "summarize":
        return bool(given("fieldsToSplitBy")) and not node.is_disabled
    if node.kind != "set" or node.is_disabled:
        return False
    if node.version >= 3:
        keeps = node.version < 3.3 or given("includeOtherFields") is True
        return keeps and given("include") == "selected"
    values = given("values")
    rows = [values.get(kind) for kind in ("number", "string")] if isinstance(values, Mapping) else []
    written = [
        each.get("value")
        for some in rows
        if isinstance(some, list)
        for each in some
        if isinstance(each, Mapping)
    ]
    return any(isinstance(each, str) and _LONE.fullmatch(each) is not None for each in written)


def sees_fields_without_value(node: SourceNode) -> bool:
    """Whether to a node such a field is another thing than a missing one."""
    if node.kind in _TAKES_JSON or node.is_disabled:
        return False
    given = node.parameters.get
    match node.kind:
        case "compareDatasets":
            return True
        case "removeDuplicates" | "itemLists" if given("compare", "allFields") != "selectedFields":
            return node.kind == "removeDuplicates" or given("operation") == "removeDuplicates"
        case "renameKeys":
            return bool(given("additionalOptions"))
    is_asked = given("include") == "specifiedFields" or given("operation") == "convertToHtmlTable"
    return is_asked or _READS_NAMES.search(str(node.parameters)) is not None


_LONE: Final = re.compile(r"=\s*\{\{(?:(?!\}\})[\s\S])*\}\}\s*")
_TAKES_JSON: Final = frozenset({"code", "function", "functionItem"})
_READS_NAMES: Final = re.compile(
    r"Object\.(?:keys|values|entries)\(|\bjson\.(?:keys|values|isEmpty|isNotEmpty|hasField|hasOwnProperty)\("
    r"|\bin \$json\b|'type': 'object', 'operation': '(?:empty|notEmpty)'"
)
"""What asks an item which fields it has."""

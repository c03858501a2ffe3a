"""Tells of what a node is set to that nothing of its translation asked for.

What is told follows from what was read: a description that is written tomorrow cannot leave a setting out in
silence.
"""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.place import Place

_NOTHING: Final[tuple[object, ...]] = ("", None, {}, [])
_OF_NO_NODE: Final = frozenset(
    {
        "resource",
        "operation",
        "authentication",
        "genericAuthType",
        "nodeCredentialType",
        "requestOptions",
        "descriptionType",
        "hasOutputParser",
        "needsFallback",
    }
)
"""Settings of a node that choose what is sent or who sends it, or say what an editor shows."""
_OF_N8N: Final = frozenset({"appendAttribution", "includeLinkToWorkflow"})
"""Settings, wherever they stand, of what n8n adds of its own, which is nothing here."""
_NOTHING_IF_OFF: Final = frozenset(
    {
        "allowUnauthorizedCerts",
        "attemptToConvertTypes",
        "convertFieldsToString",
        "fuzzyCompare",
        "ignoreSSL",
        "ignoreTypeMismatchErrors",
        "returnAll",
    }
)
"""Switches, wherever they stand, by which n8n does what is done here where they are off."""
_OF_KIND: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "aggregate": frozenset({"fieldsToExclude"}),
        "baserow": frozenset({"databaseId"}),
        "code": frozenset({"inputs", "outputs"}),
        "dateTime": frozenset({"custom"}),
        "executeWorkflow": frozenset(
            {"workflowId", "workflowInputs.mappingMode", "workflowInputs.matchingColumns"}
        ),
        "executionData": frozenset({"dataToSave"}),
        "filter": frozenset({"options.ignoreCase"}),
        "if": frozenset({"options.ignoreCase", "options.caseSensitive"}),
        "itemLists": frozenset({"fieldsToExclude"}),
        "notion": frozenset({"filterType"}),
        "set": frozenset(
            {
                "duplicateCount",
                "include",
                "includeFields",
                "excludeFields",
                "includeOtherFields",
                "options.includeBinary",
            }
        ),
        "slack": frozenset({"messageType", "select"}),
        "switch": frozenset({"output", "options.ignoreCase", "options.renameFallbackOutput"}),
    }
)
"""Settings of a kind of node that n8n's own does not read, or not where they are not asked for here, or that
say which of the others is shown."""
_USUAL: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType(
    {
        "facebookGraphApi": {"hostUrl": "graph.facebook.com", "httpRequestMethod": "GET"},
        "googleDrive": {"binaryPropertyName": "data", "sameFolder": True, "useQueryString": False},
        "graphql": {"requestMethod": "POST", "responseFormat": "json"},
        "httpRequest": {"provideSslCertificates": False},
        "jira": {"jiraVersion": "cloud", "simplifyOutput": False},
        "linkedIn": {"postAs": "person"},
        "merge": {"chooseBranchMode": frozenset({"waitForAll", "waitForBoth"})},
        "moveBinaryData": {"setAllData": True, "sourceKey": "data"},
        "mySql": {"combineConditions": "AND"},
        "notion": {"fetchNestedBlocks": False},
        "openWeatherMap": {"locationSelection": "cityName"},
        "postgres": {"combineConditions": "AND", "returnFields": "*", "schema": "public"},
        "removeDuplicates": {"mode": "cleanDatabase"},
        "respondToWebhook": {"enableResponseOutput": False},
        "splitOut": {"include": "noOtherFields"},
        "supabase": {"useCustomSchema": False},
        "switch": {"looseTypeValidation": False},
        "telegram": {"messageType": "message", "replyMarkup": "none"},
        "whatsApp": {"messageType": "text"},
    }
)
"""What settings of a kind of node say that mean no more than n8n takes them for where they are not set."""
_OF_PEOPLE: Final = frozenset({"form", "wait"})
"""Nodes that show something and wait: the report says of a whole one what takes its place."""


def note_left_out(place: Place, code: str = "setting-left-out", within: str = "") -> None:
    """Tell of each setting of a node, on its own or in a group, that its translation did not ask for.

    `within` stands before the settings of a part, which are told of the node that it hangs on.
    """
    node = place.node
    if node.kind in _OF_PEOPLE or any(each.code == "asked-here" for each in place.reasons):
        return
    kind = node.kind.removesuffix("Tool")
    usual = _USUAL.get(kind, {})
    asked = place.asked | _OF_KIND.get(kind, frozenset())
    parameters = {
        name: each for name, each in node.parameters.items() if not _is_usual(usual.get(name), each)
    }
    for setting in _left_out(parameters, asked):
        place.note(code, setting=within + setting)


def _is_usual(usual: object, written: object) -> bool:
    if isinstance(usual, frozenset):
        return isinstance(written, str) and written in usual
    return usual is not None and written == usual and isinstance(written, type(usual))


def _left_out(parameters: Mapping[str, Any], asked: Collection[str]) -> Iterator[str]:
    """The paths of the settings that are set to something and were not asked for."""
    for name, value in parameters.items():
        if isinstance(value, Mapping) and not {"__rl", "mode"} & value.keys():
            yield from _members_left_out(name, value, asked)
        else:
            yield from _one_left_out(name, value, asked)


def _members_left_out(group: str, members: Mapping[str, Any], asked: Collection[str]) -> Iterator[str]:
    if group in asked or group in _OF_NO_NODE:
        return
    for name, value in members.items():
        # What an editor knows of the columns that are mapped; a setting of its own of the name is sent.
        if name != "schema" or "mappingMode" not in members:
            yield from _one_left_out(f"{group}.{name}", value, asked)


def _one_left_out(path: str, value: object, asked: Collection[str]) -> Iterator[str]:
    """The setting, or of one that stands for several, such as an address, what was not asked for."""
    name = path.rpartition(".")[2]
    says_nothing = value in _NOTHING or (value is False and name in _NOTHING_IF_OFF)
    if says_nothing or path in asked or path in _OF_NO_NODE or name in _OF_N8N:
        return
    # Of a value that has no parts, what was asked for within it was not found.
    if isinstance(value, Mapping) and any(each.startswith(f"{path}.") for each in asked):
        yield from _members_left_out(path, value, asked)
    else:
        yield path

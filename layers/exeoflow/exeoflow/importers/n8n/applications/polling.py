"""Triggers that ask a service again and again for what is new, by what a table says they have seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.documents import google
from exeoflow.importers.n8n.applications.catalogue.operations import get, post
from exeoflow.importers.n8n.applications.catalogue.records import records
from exeoflow.importers.n8n.applications.model import Application, Operation
from exeoflow.importers.n8n.applications.requests import Requests, note_limits
from exeoflow.importers.n8n.families.static_data import TABLE
from exeoflow.importers.n8n.families.triggers.calls import translate_app_trigger, trigger_steps
from exeoflow.importers.n8n.families.triggers.schedules import configs_of_times
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import OWN, Branch, Link, Piece, Step, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_MOST_SEEN: Final = 2_000
_ASKED: Final = f"$nodes.`{OWN}ask`"
_FRESH: Final = f"$nodes.`{OWN}fresh`.items"


@dataclass(frozen=True, slots=True)
class Polled:
    """What a trigger asks for. `key` is JSONata for what tells one item `$x` from the others.

    Of some triggers it is that of certain `events` only. `each`, if there is one, is asked for each new item,
    whose id ends its path; its `items` are what it makes of the answer.
    """

    application: Application
    operation: Operation
    key: str = "$x.id"
    events: tuple[str, ...] = ()
    each: Operation | None = None


_MAIL: Final = """(
    $h := $answer.payload.headers;
    $of := function($n) { $h[$lowercase(name) = $n][0].value };
    $body := function($t) {(
        $d := [$answer.payload.**[mimeType = $t].body.data][0];
        $exists($d) ? $base64decode($replace($replace($d, "-", "+"), "_", "/"))
    )};
    $merge([
        $sift($answer, function($v, $k) { $k != "payload" }),
        {
            "From": $of("from"), "To": $of("to"), "Subject": $of("subject"),
            "from": {"text": $of("from")}, "to": {"text": $of("to")}, "subject": $of("subject"),
            "date": $of("date"), "text": $body("text/plain"), "html": $body("text/html")
        }
    ])
)"""
"""A mail with the fields that n8n's simple form has, and those of its whole one that are most read."""

POLLED: Final[Mapping[str, Polled]] = MappingProxyType(
    {
        "gmailTrigger": Polled(
            google.GMAIL,
            get(
                "/gmail/v1/users/me/messages",
                {"maxResults": "50", "q": "{filters.q}", "labelIds": "{filters.labelIds}"},
                "$answer.messages",
            ),
            each=get("/gmail/v1/users/me/messages/", {"format": "full"}, _MAIL),
        ),
        "googleDriveTrigger": Polled(
            google.GOOGLE_DRIVE,
            get(
                "/drive/v3/files",
                {
                    "q": "'{folderToWatch}' in parents and trashed = false",
                    "orderBy": "createdTime desc",
                    "fields": "files(*)",
                },
                "$answer.files",
            ),
            events=("fileCreated",),
        ),
        "googleSheetsTrigger": Polled(
            google.GOOGLE_SHEETS,
            google.GOOGLE_SHEETS.operations["sheet", "read"],
            key="$string($x.row_number)",
            events=("rowAdded",),
        ),
        "airtableTrigger": Polled(
            records.AIRTABLE,
            get(
                "/v0/{baseId}/{tableId}", {"filterByFormula": "{additionalFields.formula}"}, "$answer.records"
            ),
            key="$x.id & $lookup($x.fields, $field)",
        ),
        "notionTrigger": Polled(
            records.NOTION,
            post(
                "/databases/{databaseId, dataSourceId}/query",
                {"page_size": 100, "sorts": [{"timestamp": "created_time", "direction": "descending"}]},
                "$answer.results",
            ),
            events=("pageAddedToDatabase",),
        ),
    }
)
"""By the kind of the node."""


def translate_polling(place: Place) -> Piece:
    """A schedule on which a service is asked for what is new since it was asked last."""
    polled = POLLED[place.node.kind]
    try:
        return _polling(place, polled)
    except Refused:
        return translate_app_trigger(place)


def _refuse_others(place: Place, polled: Polled) -> None:
    if polled.events and place.parameter("event", polled.events[0]) not in polled.events:
        raise Refused("setting-unsupported", setting="event")
    if place.parameter("options.downloadAttachments"):
        raise Refused("setting-unsupported", setting="options.downloadAttachments")


def _polling(place: Place, polled: Polled) -> Piece:
    """The schedule, the request, what is kept of it, and what is new."""
    _refuse_others(place, polled)
    triggers = trigger_steps(*configs_of_times(place, "pollTimes", "everyMinute"))
    asking = _asked(place, polled)
    links = [Link(each.suffix, "ask") for each in triggers]
    links += links_along(each.suffix for each in asking)
    steps = (*triggers, *asking)
    if polled.each is None:
        main = Step("transform", {"expression": _FRESH}, stops_when_empty=True)
        return Piece((*steps, main), (*links, Link("keep", "")), entries={})
    each = _asking_each(place, polled, polled.each)
    return Piece((*steps, *each.steps), (*links, *each.links), entries={})


def _asked(place: Place, polled: Polled) -> tuple[Step, ...]:
    """The steps from the request to what is kept for the next time, one after the other."""
    requests = Requests(place, polled.application, place.node.credential, _ASKED)
    asked = f'$j := {{}}; $i := 0; {{"call": {requests.request(polled.operation)}}}'
    found = f"$answer := $input.body; [{polled.operation.items}]"
    note_limits(place, polled.application)
    place.note("polled", table=TABLE)
    key = {"id": f"{{{{ $workflow.id & {literal('/' + place.node.name)} }}}}"}
    kept = {"operation": "get", "table": TABLE, "key": key, "consistent": True}
    keep = {"operation": "put", "table": TABLE, "item": {**key, "data": "{{ $string($input.seen) }}"}}
    return (
        Step("transform", {"expression": place.whole(asked)}, "ask"),
        Step("http_request", requests.config(polled.operation, "call"), "call"),
        Step("transform", {"expression": place.whole(found)}, "found"),
        Step("database", kept, "kept"),
        Step("transform", {"expression": place.whole(_fresh(place, polled))}, "fresh"),
        Step("database", keep, "keep"),
    )


def _asking_each(place: Place, polled: Polled, one: Operation) -> Branch:
    """The way from what is kept to the items, each of which is asked for."""
    request = Requests(place, polled.application, place.node.credential).config(one, "call")
    address = f"{{{{ {literal(polled.application.base + one.path)} & $item.id }}}}"
    items = f"[$map($input, function($sent) {{ ($answer := $sent.body; {one.items}) }})]"
    steps = (
        Step("transform", {"expression": _FRESH}, "new", stops_when_empty=True),
        Step("for_each", {"items": "{{ $input }}"}, "each"),
        Step("http_request", {**request, "url": address, "query": dict(one.query)}, "one"),
        Step("transform", {"expression": place.whole(items)}),
    )
    links = (
        Link("keep", "new"),
        Link("new", "each"),
        Link("each", "one", "loop"),
        Link("one", "each"),
        Link("each", "", "done"),
    )
    return Branch(steps, links)


def _fresh(place: Place, polled: Polled) -> str:
    """What was not seen before, and what is seen now. At first all of it is old, as in n8n."""
    found, kept = f"$nodes.`{OWN}found`", f"$nodes.`{OWN}kept`"
    new = f"[$filter({found}, function($x) {{ $not($key($x) in $before) }})]"
    older = "[$filter($before, function($k) { $not($k in $keys) })]"
    return (
        f"$field := {literal(place.parameter('triggerField', ''))}; $key := function($x) {{ {polled.key} }}; "
        f"$keys := [$map({found}, $key)]; $known := $exists({kept}.data); "
        f"$before := $known ? $parse({kept}.data) : []; "
        f'{{"items": $known ? {new} : [], "seen": [$append($keys, {older})[[0..{_MOST_SEEN - 1}]]]}}'
    )

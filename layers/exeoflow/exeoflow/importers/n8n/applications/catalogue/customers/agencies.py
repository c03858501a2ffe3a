"""HighLevel, in which an agency keeps the contacts, opportunities, tasks and calendars of its locations.

Sources: https://marketplace.gohighlevel.com/docs/ghl/contacts/contacts and, of the older interface, which the
first version of n8n's node speaks, https://public-api.gohighlevel.com.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import Application, Operation

_OLDER: Final = "https://rest.gohighlevel.com/v1"
_LOCATION: Final = "<location id>"
_HEADERS: Final = {"Version": "2021-07-28"}
_CONTACT: Final = "address1 city dnd firstName lastName name postalCode state timezone website"
_ONE_CONTACT: Final = "/contacts/{contactId}/"
_TASK: Final = f"{_ONE_CONTACT}tasks/{{taskId}}/"
_ITS_CONTACT: Final = '{"contactId": $decodeUrlComponent($split($address, "/")[4])}'
_LISTED: Final = {
    "limit": "{limit|=50}",
    "query": "{filters.query}",
    **settings("options", "order sortBy"),
}


def _newer(operation: Operation, older: Operation | None = None) -> Operation:
    """What the second version of the node sends, beside what the first one does."""
    newer = replace(operation, headers=_HEADERS)
    return replace(newer, where={("@version", 2.0): newer, ("@version", 0.0): older})


def _fields(group: str, *names: str) -> dict[str, Any]:
    return {**settings(group, _CONTACT, *names), "tags": f"{{parts:{group}.tags}}"}


_NEW: Final = {**parameters("email phone"), **_fields("additionalFields", "source")}
_CHANGED: Final = _fields("updateFields", "email phone")
_OPPORTUNITY: Final = "assignedTo monetaryValue pipelineStageId=stageId"
_DUE: Final = '$exists($request.dueDate) ? {"dueDate": $replace($request.dueDate, ".000", "")} : {}'
_DATED: Final = f"$merge([$request, {_DUE}])"


def _contact_of(operation: Operation, items: str = "$answer") -> Operation:
    """A task beside the contact that it belongs to."""
    return _newer(replace(operation, items=f"$merge([{items}, {_ITS_CONTACT}])"))


_HIGH_LEVEL: Final = Application(
    "HighLevel",
    "https://services.leadconnectorhq.com",
    {
        ("contact", "create"): _newer(
            post("/contacts/upsert/", {**_NEW, "locationId": _LOCATION}, "$answer.contact", is_one=True),
            post(f"{_OLDER}/contacts", _NEW, "$answer.contact", is_one=True),
        ),
        ("contact", "delete"): _newer(delete(_ONE_CONTACT), delete(f"{_OLDER}/contacts/{{contactId}}")),
        ("contact", "get"): _newer(
            get(_ONE_CONTACT, items="$answer.contact", is_one=True),
            get(f"{_OLDER}/contacts/{{contactId}}", items="$answer.contact", is_one=True),
        ),
        ("contact", "getAll"): _newer(
            get(f"/contacts/?locationId={_LOCATION}", _LISTED, "$answer.contacts"),
            get(f"{_OLDER}/contacts", {**_LISTED, "limit": "{limit|=20}"}, "$answer.contacts"),
        ),
        ("contact", "lookup"): get(
            f"{_OLDER}/contacts/lookup", parameters("email phone"), "$answer.contacts"
        ),
        ("contact", "update"): _newer(
            put(_ONE_CONTACT, _CHANGED, items="$answer.contact"),
            put(f"{_OLDER}/contacts/{{contactId}}", _CHANGED, items="$answer.contact"),
        ),
        ("opportunity", "create"): _newer(
            post(
                "/opportunities/",
                {
                    **parameters("pipelineId contactId name"),
                    "status": "{status|open}",
                    **settings("additionalFields", "companyName", _OPPORTUNITY),
                    "tags": "{parts:additionalFields.tags}",
                    "locationId": _LOCATION,
                },
            )
        ),
        ("opportunity", "delete"): _newer(delete("/opportunities/{opportunityId}")),
        ("opportunity", "get"): _newer(get("/opportunities/{opportunityId}", is_one=True)),
        ("opportunity", "getAll"): _newer(
            get(
                f"/opportunities/search?location_id={_LOCATION}",
                {
                    "limit": "{limit|=20}",
                    **settings(
                        "filters",
                        "assigned_to=assignedTo campaignId pipeline_id=pipelineId status q=query",
                        "pipeline_stage_id=stageId",
                    ),
                },
                "$answer.opportunities",
            )
        ),
        ("opportunity", "update"): _newer(
            put(
                "/opportunities/{opportunityId}",
                settings("updateFields", "name pipelineId status", _OPPORTUNITY),
            )
        ),
        ("task", "create"): _contact_of(
            post(
                f"{_ONE_CONTACT}tasks/",
                {
                    **parameters("title dueDate"),
                    "completed": "{completed|=false}",
                    **settings("additionalFields", "assignedTo body"),
                    "$": _DATED,
                },
                nearly="dueDate",
            )
        ),
        ("task", "delete"): _newer(delete(_TASK)),
        ("task", "get"): _contact_of(get(_TASK, is_one=True)),
        ("task", "getAll"): _newer(
            get(
                f"{_ONE_CONTACT}tasks/",
                {"limit": "{limit|=20}"},
                f"[$map($answer.tasks, function($t) {{ $merge([$t, {_ITS_CONTACT}]) }})]",
            )
        ),
        ("task", "update"): _contact_of(
            put(
                _TASK,
                {
                    **settings("updateFields", "assignedTo completed body dueDate title"),
                    "$": '($b := $exists($before.task) ? $before.task : $before; $merge([{"title": $b.title, '
                    f'"dueDate": $replace($b.dueDate, ".000", "")}}, {_DATED}]))',
                },
                before=replace(get(_TASK), headers=_HEADERS),
                nearly="dueDate",
            )
        ),
        ("calendar", "bookAppointment"): _newer(
            post(
                "/calendars/events/appointments",
                {
                    **parameters("calendarId locationId contactId startTime"),
                    **settings(
                        "additionalFields",
                        "endTime title appointmentStatus assignedUserId address ignoreDateRange toNotify",
                    ),
                },
            )
        ),
        ("calendar", "getFreeSlots"): _newer(
            get(
                "/calendars/{calendarId}/free-slots",
                {
                    **parameters("startDate endDate"),
                    **settings("additionalFields", "timezone userId enableLookBusy"),
                },
                is_one=True,
            )
        ),
    },
    default="contact",
    defaults={
        "contact": "create",
        "opportunity": "create",
        "task": "create",
        "calendar": "bookAppointment",
    },
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType({"highLevel": _HIGH_LEVEL})
"""By the type of n8n's node."""

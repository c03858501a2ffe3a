"""Webinars, as n8n's node sends to them.

Source: https://developer.goto.com/GoToWebinarV2.
"""

from collections.abc import Mapping
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
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation

_OF: Final = "/organizers/<organizer key>"
_WEBINAR: Final = f"{_OF}/webinars/{{webinarKey}}"
_SESSION: Final = f"{_WEBINAR}/sessions/{{sessionKey}}"
_TIMES: Final = {
    "fromTime": "{additionalFields.times.timesProperties.fromTime|=$now.minus(1, 'years').toISO()}",
    "toTime": "{additionalFields.times.timesProperties.toTime|=$now.toISO()}",
    "limit": "{limit|=10}",
}
_WEBINAR_FIELDS: Final = "description experienceType isOnDemand isPasswordProtected timezone type"
_REGISTRANT: Final = (
    '$merge([$sift($request, function($v, $k) { $not($k in ["address", "simple", "multiple"]) }), '
    '{"responses": $append($exists($request.simple) ? [$request.simple] : [], '
    "$exists($request.multiple) ? [$request.multiple] : [])}, "
    "$exists($request.address) ? $request.address : {}])"
)


def _listed(path: str, name: str = "") -> Operation:
    """All that there are; of some kinds the answer holds them below a name."""
    within = f"$answer._embedded.{name}" if name else ""
    items = f'$type($answer) = "array" ? $answer : [{within}]'
    return get(path, {"limit": "{limit|=10}"}, items)


def _done(path: str, query: Mapping[str, str]) -> Operation:
    return post(path, {}, DONE, query=query, is_one=True)


def _sessions(path: str, **more: Any) -> Operation:  # noqa: ANN401
    return get(
        path,
        _TIMES,
        "[$answer._embedded.sessionInfoResources]",
        headers={"Accept": "application/vnd.citrix.g2wapi-v1.1+json"},
        **more,
    )


_COORGANIZER: Final = {"external": "{isExternal|=false}"}
_REGISTRANTS: Final = f"{_WEBINAR}/registrants"

_OPERATIONS: Final[dict[tuple[str, str], Any]] = {
    ("attendee", "get"): get(f"{_SESSION}/attendees/{{registrantKey}}", is_one=True),
    ("attendee", "getAll"): _listed(f"{_SESSION}/attendees"),
    ("attendee", "getDetails"): get(f"{_SESSION}/attendees/{{registrantKey}}/{{details}}"),
    ("coorganizer", "create"): post(
        f"{_WEBINAR}/coorganizers",
        [{"external": False, "organizerKey": "{organizerKey}"}],
        where={
            ("isExternal", True): post(
                f"{_WEBINAR}/coorganizers", [{"external": True, **parameters("givenName email")}]
            )
        },
    ),
    ("coorganizer", "delete"): delete(f"{_WEBINAR}/coorganizers/{{coorganizerKey}}", query=_COORGANIZER),
    ("coorganizer", "getAll"): _listed(f"{_WEBINAR}/coorganizers"),
    ("coorganizer", "reinvite"): _done(
        f"{_WEBINAR}/coorganizers/{{coorganizerKey}}/resendInvitation", _COORGANIZER
    ),
    ("panelist", "create"): post(f"{_WEBINAR}/panelists", [parameters("name email")]),
    ("panelist", "delete"): delete(f"{_WEBINAR}/panelists/{{panelistKey}}"),
    ("panelist", "getAll"): _listed(f"{_WEBINAR}/panelists"),
    ("panelist", "reinvite"): _done(f"{_WEBINAR}/panelists/{{panelistKey}}/resendInvitation", {}),
    ("registrant", "create"): post(
        _REGISTRANTS,
        {
            **parameters("firstName lastName email"),
            **settings(
                "additionalFields",
                "industry jobTitle numberOfEmployees organization phone purchasingRole purchasingTimeFrame",
                "questionsAndComments source address=fullAddress.details simple=simpleResponses.details",
                "multiple=multiChoiceResponses.details",
            ),
            "$": _REGISTRANT,
        },
        query={"resendConfirmation": "{additionalFields.resendConfirmation}"},
        is_one=True,
    ),
    ("registrant", "delete"): delete(f"{_REGISTRANTS}/{{registrantKey}}"),
    ("registrant", "get"): get(f"{_REGISTRANTS}/{{registrantKey}}", is_one=True),
    ("registrant", "getAll"): _listed(_REGISTRANTS),
    ("session", "get"): get(_SESSION, is_one=True),
    ("session", "getAll"): _sessions(
        f"{_OF}/sessions",
        where={
            ("additionalFields.webinarKey", ...): _sessions(
                f"{_OF}/webinars/{{additionalFields.webinarKey}}/sessions"
            )
        },
    ),
    ("session", "getDetails"): get(f"{_SESSION}/{{details|performance}}"),
    ("webinar", "create"): post(
        f"{_OF}/webinars",
        {
            "subject": "{subject}",
            "times": "{times.timesProperties}",
            **settings("additionalFields", _WEBINAR_FIELDS),
        },
    ),
    ("webinar", "delete"): delete(
        _WEBINAR, query={"sendCancellationEmails": "{additionalFields.sendCancellationEmails}"}
    ),
    ("webinar", "get"): get(_WEBINAR, is_one=True),
    ("webinar", "getAll"): get("/accounts/<account key>/webinars", _TIMES, "[$answer._embedded.webinars]"),
    ("webinar", "update"): put(
        _WEBINAR,
        {
            "times": "{updateFields.times.timesProperties}",
            **settings("updateFields", "subject", _WEBINAR_FIELDS),
        },
        items=DONE,
        query={"notifyParticipants": "{notifyParticipants|=false}"},
    ),
}

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "goToWebinar": Application(
            "GoToWebinar",
            "https://api.getgo.com/G2W/rest/v2",
            _OPERATIONS,
            default="attendee",
            defaults={
                "attendee": "get",
                "registrant": "get",
                "session": "get",
                "webinar": "get",
            },
        )
    }
)
"""By the type of n8n's node."""

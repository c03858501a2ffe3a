"""Who belongs to organizations and what they work at, as n8n's nodes send to Bitwarden and Taiga.

Sources: https://bitwarden.com/help/api/ and https://docs.taiga.io/api.html.
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
    records,
    settings,
)
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation


def _tied(name: str) -> str:
    """JSONata for what is sent with groups or collections that are told by their ids."""
    return (
        f"$merge([$request, $exists($request.{name}) ? {{'{name}': [$map([$request.{name}], "
        "function($i) { {'id': $i, 'ReadOnly': false} })]} : {}])"
    )


_COLLECTIONS: Final = _tied("collections")


def _bitwarden(kind: str) -> dict[tuple[str, str], Operation]:
    """What can be asked of each kind of record."""
    one = f"/{kind}s/{{{kind}Id}}"
    return {
        (kind, "get"): get(one, is_one=True),
        (kind, "getAll"): get(f"/{kind}s", items="$answer.data"),
        (kind, "delete"): delete(one),
    }


def _related(kind: str, of: str) -> dict[tuple[str, str], Operation]:
    """The ids of what a record belongs to, or of what belongs to it."""
    path, plural = f"/{kind}s/{{{kind}Id}}/{of}-ids", f"{of.capitalize()}s"
    ids = {f"{of}Ids": f"{{{of}Ids}}"}
    listed = f"($i := $string($request.{of}Ids); {{'{of}Ids': [$split($i, ',')]}})"
    return {
        (kind, f"get{plural}"): get(path, items=f"[$map($answer, function($i) {{ {{'{of}Id': $i}} }})]"),
        (kind, f"update{plural}"): put(path, {**ids, "$": listed}, items=DONE),
    }


def _group(group: str, name: str, access: str) -> dict[str, Any]:
    return {
        "name": name,
        "AccessAll": access,
        **settings(group, "collections externalId"),
    }


_BITWARDEN: Final = Application(
    "Bitwarden",
    "https://<host>/public",
    {
        **_bitwarden("collection"),
        **_bitwarden("group"),
        **_bitwarden("member"),
        **_related("group", "member"),
        **_related("member", "group"),
        ("collection", "update"): put(
            "/collections/{collectionId}",
            {**settings("updateFields", "groups externalId"), "$": _tied("groups")},
        ),
        ("event", "getAll"): get(
            "/events", settings("filters", "actingUserId end itemID start"), "$answer.data"
        ),
        ("group", "create"): post(
            "/groups", {**_group("additionalFields", "{name}", "{accessAll|=false}"), "$": _COLLECTIONS}
        ),
        ("group", "update"): put(
            "/groups/{groupId}",
            {
                **_group("updateFields", "{updateFields.name}", "{updateFields.accessAll|=false}"),
                "$": f'$merge([{{"name": $before.name}}, {_COLLECTIONS}])',
            },
            before=get("/groups/{groupId}"),
        ),
        ("member", "create"): post(
            "/members/",
            {
                **parameters("email"),
                "type": "{type|=2}",
                "AccessAll": "{accessAll|=false}",
                **settings("additionalFields", "collections externalId"),
                "$": _COLLECTIONS,
            },
        ),
        ("member", "update"): put(
            "/members/{memberId}",
            {
                **settings("updateFields", "AccessAll=accessAll collections externalId Type=type"),
                "$": _COLLECTIONS,
            },
        ),
    },
    default="collection",
    defaults={"collection": "get", "event": "getAll", "group": "get", "member": "get"},
)

_OF_ALL: Final = "assigned_to blocked_note description is_blocked tags"
_FIELDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "epic": ("epics", "color", "statusIsClosed"),
    "issue": (
        "issues",
        "milestone priority severity status type",
        "orderBy owner priority role severity status tags type",
    ),
    "task": (
        "tasks",
        "milestone status taskboard_order user_story us_order",
        "statusIsClosed milestone owner role status tags userStory",
    ),
    "userStory": (
        "userstories",
        "backlog_order kanban_order milestone sprint_order status type",
        "epic statusIsClosed statusIsArchived milestone role status tags",
    ),
}
"""By the resource its path, the fields that only it has, and by what it is looked for."""


def _taiga(kind: str) -> dict[tuple[str, str], Operation]:
    path, own, filters = _FIELDS[kind]
    made = records(
        kind,
        f"/{path}",
        f"{{{kind}Id}}",
        {**parameters("project=projectId subject"), **settings("additionalFields", _OF_ALL, own)},
        {
            **settings("updateFields", "subject", _OF_ALL, own),
            "$": '$merge([$request, {"version": $before.version}])',
        },
        query={
            **parameters("project=projectId"),
            "limit": "{limit|=50}",
            **settings("filters", "assigned_to", filters),
        },
    )
    update = kind, "update"
    return {**made, update: replace(made[update], before=get(f"/{path}/{{{kind}Id}}"))}


_TAIGA: Final = Application(
    "Taiga",
    "https://<host>/api/v1",
    {key: each for kind in _FIELDS for key, each in _taiga(kind).items()},
    default="issue",
    defaults=dict.fromkeys(_FIELDS, "create"),
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType({"bitwarden": _BITWARDEN, "taiga": _TAIGA})
"""By the type of n8n's node."""

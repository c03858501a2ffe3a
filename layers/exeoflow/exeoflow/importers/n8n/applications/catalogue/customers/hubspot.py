"""HubSpot, at the addresses that n8n's node asks: those of before the CRM's API, but for searches."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application, Method, Operation

_CRM: Final = "/crm/v3/objects"
_CONTACTS: Final = "/contacts/v1"
_COMPANIES: Final = "/companies/v2/companies"
_DEALS: Final = "/deals/v1/deal"
_TICKETS: Final = "/crm-objects/v1/objects/tickets"
_ROWS: Final = '[$each($request.properties, function($v, $k) { {"name": $k, "value": $v} })]'
"""Properties as HubSpot took them: a list of names and values."""
_TICKET_ROWS: Final = _ROWS.replace(
    '"name": $k', '"name": $k = "description" ? "content" : $k = "closedate" ? "closed_date" : $k'
)
_WITH_ROWS: Final = f'$merge([$request, {{"properties": {_ROWS}}}])'


def _noted(metadata: object, where: Mapping[tuple[str, object], Operation] | None = None) -> Operation:
    return post(
        "/engagements/v1/engagements",
        {
            "engagement": {"type": "{type}"},
            "metadata": metadata,
            "associations": {
                "contactIds": "{list:additionalFields.associations.contactIds}",
                "companyIds": "{list:additionalFields.associations.companyIds}",
                "dealIds": "{list:additionalFields.associations.dealIds}",
            },
        },
        where=where or {},
    )


def _searched(objects: str) -> Operation:
    return post(
        f"{_CRM}/{objects}/search",
        {
            "filterGroups": "{filter_groups:filterGroupsUi}",
            "limit": "{number:limit|100}",
            "properties": "{list:additionalFields.properties}",
            "query": "{additionalFields.query}",
            "sorts": [
                {
                    "propertyName": "{additionalFields.sortBy|createdate}",
                    "direction": "{additionalFields.direction|DESCENDING}",
                }
            ],
        },
        "$answer.results",
    )


def _written(method: Method, path: str, properties: object, **more: object) -> Operation:
    return Operation(method, path, body={"properties": properties, **more, "$": _WITH_ROWS}, is_one=True)


def _recent(path: str, items: str, **query: str) -> Operation:
    return get(path, {"count": "{limit|=100}", **query}, items)


_UPSERTED: Final = post(
    _CONTACTS + "/contact/createOrUpdate/email/{email}",
    {
        "properties": "{renamed:additionalFields}",
        "$": f'{{"properties": {_ROWS.replace("name", "property")}}}',
    },
)
_VERSIONS: Final = {"includePropertyVersions": "{filters.includePropertyVersions}"}
_MODE: Final = {"formSubmissionMode": "{additionalFields.formSubmissionMode}"}

HUBSPOT: Final = Application(
    "HubSpot",
    "https://api.hubapi.com",
    {
        # The answer says only who it is.
        ("contact", "upsert"): Operation(
            "GET",
            _CONTACTS + "/contact/vid/",
            {"property": "{joined:additionalFields.properties}"},
            items='$merge([$answer, {"isNew": $before.isNew}])',
            is_one=True,
            address='$address & $string($before.vid) & "/profile"',
            before=_UPSERTED,
            where={("options.resolveData", True): _UPSERTED},
        ),
        ("contact", "get"): get(_CONTACTS + "/contact/vid/{contactId}/profile", _MODE, is_one=True),
        ("contact", "getAll"): get(
            _CONTACTS + "/lists/all/contacts/all", {"count": "{limit|100}", **_MODE}, "$answer.contacts"
        ),
        ("contact", "getRecentlyCreatedUpdated"): _recent(
            _CONTACTS + "/lists/recently_updated/contacts/recent", "$answer.contacts", **_MODE
        ),
        ("contact", "delete"): delete(_CONTACTS + "/contact/vid/{contactId}", "$answer"),
        ("contact", "search"): _searched("contacts"),
        ("contactList", "add"): post(
            "/contacts/v1/lists/{listId}/add", {"emails": "{parts:email}", "vids": []}
        ),
        ("contactList", "remove"): post("/contacts/v1/lists/{listId}/remove", {"vids": ["{id}"]}),
        ("company", "create"): _written(
            "POST", _COMPANIES, ({"name": "{name}"}, "{renamed:additionalFields}")
        ),
        ("company", "update"): _written("PUT", _COMPANIES + "/{companyId}", "{renamed:updateFields}"),
        ("company", "get"): get(_COMPANIES + "/{companyId}", is_one=True),
        ("company", "getAll"): get(_COMPANIES + "/paged", {"limit": "{limit|100}"}, "$answer.companies"),
        ("company", "getRecentlyCreatedUpdated"): _recent(_COMPANIES + "/recent/modified", "$answer.results"),
        ("company", "getRecentlyCreated"): _recent(_COMPANIES + "/recent/created", "$answer.results"),
        ("company", "getRecentlyModified"): _recent(_COMPANIES + "/recent/modified", "$answer.results"),
        ("company", "searchByDomain"): post(
            "/companies/v2/domains/{domain}/companies",
            {"limit": "{number:limit|100}", "requestOptions": {"properties": "{list:options.properties}"}},
            "$answer.results",
        ),
        ("company", "delete"): delete(
            _CRM + "/companies/{companyId}", '{"vid": $split($address, "/")[-1], "deleted": true}'
        ),
        ("deal", "create"): _written(
            "POST",
            _DEALS,
            ({"dealstage": "{stage}"}, "{renamed:additionalFields}"),
            associations={
                "associatedCompanyIds": "{additionalFields.associatedCompany}",
                "associatedVids": "{additionalFields.associatedVids}",
            },
        ),
        ("deal", "update"): _written("PUT", _DEALS + "/{dealId}", "{renamed:updateFields}"),
        ("deal", "get"): get(_DEALS + "/{dealId}", is_one=True),
        ("deal", "getAll"): get(_DEALS + "/paged", {"limit": "{limit|100}"}, "$answer.deals"),
        ("deal", "getRecentlyCreatedUpdated"): _recent(
            _DEALS + "/recent/created", "$answer.results", **_VERSIONS
        ),
        ("deal", "getRecentlyCreated"): _recent(_DEALS + "/recent/created", "$answer.results", **_VERSIONS),
        ("deal", "getRecentlyModified"): _recent(_DEALS + "/recent/modified", "$answer.results", **_VERSIONS),
        ("deal", "delete"): delete(_DEALS + "/{dealId}", "$answer"),
        ("deal", "search"): _searched("deals"),
        ("ticket", "create"): post(
            _TICKETS,
            {
                "properties": (
                    parameters("hs_pipeline=pipelineId hs_pipeline_stage=stageId subject=ticketName"),
                    "{renamed:additionalFields}",
                ),
                "$": _TICKET_ROWS,
            },
        ),
        ("ticket", "update"): Operation(
            "PUT",
            _TICKETS + "/{ticketId}",
            body={"properties": "{renamed:updateFields}", "$": _TICKET_ROWS},
            is_one=True,
        ),
        ("ticket", "get"): get(_TICKETS + "/{ticketId}", is_one=True),
        ("ticket", "getAll"): get(_TICKETS + "/paged", {"limit": "{limit|100}"}, "$answer.objects"),
        ("ticket", "delete"): delete(
            _TICKETS + "/{ticketId}", '{"vid": $split($address, "/")[-1], "deleted": true}'
        ),
        ("engagement", "create"): _noted(
            "{metadata}",
            where={
                ("type", "email"): _noted(
                    {
                        "subject": "{metadata.subject}",
                        "html": "{metadata.html}",
                        "from": settings("metadata", "email=fromEmail firstName lastName"),
                        "to": "{addresses:metadata.toEmail}",
                        "cc": "{addresses:metadata.cc}",
                        "bcc": "{addresses:metadata.bcc}",
                    }
                )
            },
        ),
        ("engagement", "get"): get("/engagements/v1/engagements/{engagementId}", is_one=True),
        ("engagement", "getAll"): get(
            "/engagements/v1/engagements/paged", {"limit": "{limit|100}"}, "$answer.results"
        ),
        ("engagement", "delete"): delete("/engagements/v1/engagements/{engagementId}"),
        ("form", "getFields"): get("/forms/v2/fields/{formId}", is_one=True),
        ("form", "submit"): get("/forms/v2/forms/{formId}"),
    },
    default="contact",
    of_versions={1: {"": "deal"}},
    defaults={**usual("create", "company deal ticket engagement"), "contact": "upsert"},
)

APPLICATIONS: Final = {"hubspot": HUBSPOT}

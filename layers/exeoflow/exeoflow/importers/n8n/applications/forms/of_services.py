"""The forms that single services have: HubSpot, Google Docs and Analytics, Facebook's Graph."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.airtable import airtable_fields, airtable_match
from exeoflow.importers.n8n.applications.forms.rows import rows_as_object
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_HUBSPOT: Final[Mapping[str, str]] = {
    "companyName": "company",
    "lifeCycleStage": "lifecyclestage",
    "leadStatus": "hs_lead_status",
    "phoneNumber": "phone",
    "mobilePhoneNumber": "mobilephone",
    "websiteUrl": "website",
    "postalCode": "zip",
    "streetAddress": "address",
    "stateRegion": "state",
    "companyDomainName": "domain",
    "stage": "dealstage",
    "dealName": "dealname",
    "ticketName": "subject",
    "clickedFacebookAd": "hs_facebook_ad_clicked",
    "companySize": "company_size",
    "contactOwner": "hubspot_owner_id",
    "companyOwner": "hubspot_owner_id",
    "dealOwner": "hubspot_owner_id",
    "ticketOwnerId": "hubspot_owner_id",
    "dateOfBirth": "date_of_birth",
    "facebookClickId": "hs_facebook_click_id",
    "faxNumber": "fax",
    "fieldOfStudy": "field_of_study",
    "googleAdClickId": "hs_google_click_id",
    "graduationDate": "graduation_date",
    "jobFunction": "job_function",
    "processingContactData": "hs_legal_basis",
    "maritalStatus": "marital_status",
    "membershipNote": "hs_content_membership_notes",
    "originalSource": "hs_analytics_source",
    "originalSourceType": "hs_analytics_source",
    "prefferedLanguage": "hs_language",
    "relationshipStatus": "relationship_status",
    "startDate": "start_date",
    "status": "hs_content_membership_status",
    "twitterUsername": "twitterhandle",
    "workEmail": "work_email",
    "countryRegionCode": "hs_country_region_code",
    "employmentRole": "hs_role",
    "linkedinUrl": "hs_linkedin_url",
    "aboutUs": "about_us",
    "countryRegion": "country",
    "googlePlusPage": "googleplus_page",
    "isPublic": "is_public",
    "lifecycleStatus": "lifecyclestage",
    "linkedInCompanyPage": "linkedin_company_page",
    "streetAddress2": "address2",
    "targetAccount": "hs_target_account",
    "totalMoneyRaised": "total_money_raised",
    "webTechnologies": "web_technologies",
    "yearFounded": "founded_year",
    "category": "hs_ticket_category",
    "priority": "hs_ticket_priority",
    "resolution": "hs_resolution",
    "source": "source_type",
    "pipelineId": "hs_pipeline",
    "stageId": "hs_pipeline_stage",
}
"""HubSpot's names for fields that n8n calls otherwise."""
_SENT_APART: Final = frozenset({"associatedCompany", "associatedVids", "customPropertiesUi", "properties"})
"""What stands among HubSpot's fields and is no property, but sent."""
_RANGES: Final[Mapping[str, tuple[str, str]]] = {
    "today": ("today", "today"),
    "yesterday": ("yesterday", "yesterday"),
    "last7days": ("7daysAgo", "today"),
    "last30days": ("30daysAgo", "today"),
}
"""Ranges of days in the words of the Analytics Data API."""
_DRIVE_KINDS: Final[Mapping[str, str]] = {"files": "!=", "folders": "="}
"""How the type of what Google Drive lists is compared with that of a folder."""


def _renamed(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """Fields in the names of HubSpot, which are in lower case, and those of one's own."""
    if not isinstance(written, Mapping):
        return place.value(written)
    pairs = {}
    for name, each in written.items():
        if name in _SENT_APART:
            continue
        if name == "associatedCompanyId" or isinstance(each, Mapping | list):
            place.note("setting-left-out", setting=name)
        else:
            pairs[_HUBSPOT.get(name, name.lower())] = place.value(each)
    own = written.get("customPropertiesUi")
    rows = own.get("customPropertiesValues") if isinstance(own, Mapping) else None
    return f"$merge([{object_of(pairs)}, {rows_as_object(place, rows or [])}])"


def _without_type(name: str) -> str:
    """A property's name without the type that n8n keeps behind it."""
    return f'$split($n8_field_text({name}), "|")[0]'


def _filter_groups(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The groups of conditions by which HubSpot searches."""
    groups = []
    for group in place.rows("filterGroupsUi.filterGroupsValues") or [{}]:
        ui = group.get("filtersUi")
        rows = ui.get("filterValues", []) if isinstance(ui, Mapping) else []
        filters = (
            object_of(
                {
                    "propertyName": _without_type(place.value(row.get("propertyName", ""))),
                    "operator": place.value(row.get("operator", "EQ")),
                    "value": place.value(row.get("value", "")),
                }
            )
            for row in rows
            if isinstance(row, Mapping)
        )
        groups.append(f'{{"filters": [{", ".join(filters)}]}}')
    return f"[{', '.join(groups)}]"


def _document_changes(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """What is written into a document of Google."""
    changes = []
    for row in written if isinstance(written, list) else []:
        kind = (row.get("object", "text"), row.get("action", "insert"))
        text = f"$n8_field_text({place.value(row.get('text', ''))})"
        is_in_body = row.get("insertSegment", "body") == "body"
        if kind == ("text", "insert") and is_in_body:
            changes.append(f'{{"insertText": {{"text": {text}, {_where_in_document(place, row)}}}}}')
        elif kind == ("pageBreak", "insert") and is_in_body:
            changes.append(f'{{"insertPageBreak": {{{_where_in_document(place, row)}}}}}')
        elif kind == ("text", "replaceAll"):
            case = place.value(row.get("matchCase", False))
            new = f"$n8_field_text({place.value(row.get('replaceText', ''))})"
            found = f'{{"text": {text}, "matchCase": {case}}}'
            changes.append(f'{{"replaceAllText": {{"replaceText": {new}, "containsText": {found}}}}}')
        else:
            raise Refused("setting-unsupported", setting=f"actionsUi: {' '.join(map(str, kind))}")
    return f"[{', '.join(changes)}]"


def _where_in_document(place: Place, row: Mapping[str, Any]) -> str:
    """Where something is put into the body of a document, as a member of a change."""
    if row.get("locationChoice", "endOfSegmentLocation") != "location":
        return '"endOfSegmentLocation": {}'
    return f'"location": {{"index": $n8_need_number({place.value(row.get("index", 0))})}}'


def _date_ranges(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The days that a report of Google Analytics is about."""
    chosen = place.chosen("dateRange", "last7days")
    if chosen == "custom":
        ends = {
            name: f"$substring($n8_field_text({place.value(place.parameter(name, ''))}), 0, 10)"
            for name in ("startDate", "endDate")
        }
        return f"[{object_of(ends)}]"
    if chosen not in _RANGES:
        raise Refused("setting-unsupported", setting=f"dateRange: {chosen}")
    begin, end = _RANGES[chosen]
    return literal([{"startDate": begin, "endDate": end}])


def _names(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """Metrics or dimensions of a report, each by its name."""
    rows = written if isinstance(written, list) else []
    names = (row.get("name") or row.get("listName") or "totalUsers" for row in rows)
    return f"[{', '.join(object_of({'name': place.value(each)}) for each in names)}]"


def _graph_address(place: Place, node: Any) -> str:  # noqa: ANN401 - any JSON
    """The address of a node or an edge of Facebook's graph, with its fields and parameters."""
    parts = [place.parameter("hostUrl", "graph.facebook.com"), place.parameter("graphApiVersion", "")]
    parts += [node, place.parameter("edge", "")]
    path = ' & "/" & '.join(f"$n8_field_text({place.value(each)})" for each in parts if each)
    fields = [place.value(row.get("name", "")) for row in place.rows("options.fields.field")]
    query = [f'"fields=" & $join([{", ".join(fields)}], ",")'] if fields else []
    query += [
        f'$n8_field_text({place.value(row.get("name", ""))}) & "=" & '
        f"$encodeUrlComponent($n8_field_text({place.value(row.get('value', ''))}))"
        for row in place.rows("options.queryParameters.parameter")
    ]
    return f'"https://" & {path}' + (' & "?" & ' + ' & "&" & '.join(query) if query else "")


def _drive_query(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The conditions on files that Google Drive lists: a name or a query of one's own, and the filters."""
    asked = f"$n8_field_text({place.value(place.parameter('queryString', ''))})"
    if place.chosen("searchMethod", "name") == "name":
        asked = f'"name contains \'" & {_in_quotes(asked)} & "\'"'
    conditions = [asked]
    folder = _located(place, place.parameter("filter.folderId", ""))
    if folder not in ('""', '"root"'):
        conditions.append(f'"\'" & {_in_quotes(folder)} & "\' in parents"')
    kind = _DRIVE_KINDS.get(place.chosen("filter.whatToSearch", "all"), "")
    if kind:
        conditions.append(literal(f"mimeType {kind} 'application/vnd.google-apps.folder'"))
    if place.parameter("filter") and not place.flag("filter.includeTrashed"):
        conditions.append('"trashed = false"')
    return f'$join([{", ".join(conditions)}][$ != ""], " and ")'


def _in_quotes(text: str) -> str:
    return rf"""$replace($replace({text}, "\\", "\\\\"), "'", "\\'")"""


def _located(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """The id of a folder of Google Drive, which may be given by its address."""
    is_located = isinstance(written, Mapping)
    value = place.value(written.get("value", "") if is_located else written)
    if is_located and written.get("mode") == "url":
        return rf"($u := {value}; $f := $match($u, /folders\/([A-Za-z0-9_-]+)/); $f ? $f.groups[0] : $u)"
    return value


def _dropbox(place: Place, path: Any) -> str:  # noqa: ANN401 - any JSON
    """What Dropbox takes beside the content of a file: where it is."""
    return f'$string({{"path": $n8_field_text({place.value(path)})}})'


def _new_in_dropbox(place: Place, path: Any) -> str:  # noqa: ANN401 - any JSON
    """The same for a file that takes the place of one that is there."""
    return f'$string({{"mode": "overwrite", "path": $n8_field_text({place.value(path)})}})'


def _uproc_tool(place: Place, tool: Any) -> str:  # noqa: ANN401 - any JSON
    """The name that uProc has for a tool: `checkDomainExist` is `check-domain-exist`."""
    return f'$lowercase($replace({place.value(tool)}, /([A-Z]+)/, "-$1"))'


def _uproc_values(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """What the tool is given: texts of all parameters that only it has."""
    own = (name for name in place.node.parameters if name not in {"group", "tool", "additionalOptions"})
    return object_of({name: f"$n8_field_text({place.value(place.parameter(name))})" for name in own})


SERVICE_FORMS: Final[Mapping[str | None, Callable[[Place, Any], str]]] = MappingProxyType(
    {
        "airtable": airtable_fields,
        "airtable_match": airtable_match,
        "renamed": _renamed,
        "filter_groups": _filter_groups,
        "document_changes": _document_changes,
        "date_ranges": _date_ranges,
        "ga_names": _names,
        "graph_address": _graph_address,
        "drive_query": _drive_query,
        "dropbox": _dropbox,
        "uproc_tool": _uproc_tool,
        "uproc_values": _uproc_values,
        "dropbox_new": _new_in_dropbox,
    }
)
"""By their names in the catalogue."""

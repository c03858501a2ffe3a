"""Applications of other kinds, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, parameters, post, settings
from exeoflow.importers.n8n.applications.model import NO_RESOURCE, Application

_BRANDFETCH: Final = Application(
    "Brandfetch",
    "https://api.brandfetch.io/v2",
    {
        ("", "logo"): get("/brands/{type|domain}/{identifier}", is_one=True),
        ("", "colors"): get("/brands/{type|domain}/{identifier}", is_one=True),
        ("", "data"): get("/brands/{type|domain}/{identifier}"),
        ("", "context"): get("/context/{domain}", {"cachedOnly": "{cachedOnly}"}),
        ("", "color"): get("/brands/{domain}", is_one=True),
        ("", "company"): get("/brands/{domain}", is_one=True),
        ("", "font"): get("/brands/{domain}", is_one=True),
        ("", "industry"): get("/brands/{domain}"),
    },
    defaults={"": "data"},
    of_versions={1: {NO_RESOURCE: "logo"}},
)

_API_TEMPLATE_IO: Final = Application(
    "APITemplate.io",
    "https://api.apitemplate.io/v1",
    {
        ("pdf", "create"): post(
            "/create", "{rows:propertiesUi.propertyValues}", query={"template_id": "{pdfTemplateId}"}
        ),
        ("account", "get"): get("/account-information", is_one=True),
    },
    default="image",
    defaults={"image": "create", "pdf": "create", "account": "get"},
    header="X-API-KEY",
    scheme="",
)

_GOOGLE_CLOUD_NATURAL_LANGUAGE: Final = Application(
    "Google Cloud Natural Language",
    "https://language.googleapis.com/v1",
    {
        ("document", "analyzeSentiment"): post(
            "/documents:analyzeSentiment",
            {
                "document": {
                    "type": "PLAIN_TEXT",
                    **parameters("content gcsContentUri"),
                    "language": "{options.language}",
                },
                "encodingType": "UTF16",
            },
        )
    },
    default="document",
    defaults={"document": "analyzeSentiment"},
)

_REQUESTED: Final = (
    '$merge([$sift($request, function($v, $k) { $k != "attributes" }), {"requestedAttributes": '
    "$merge([{}, $map($request.attributes, function($a) { {$uppercase($a.attributeName): "
    '{"scoreType": "probability", "scoreThreshold": $a.scoreThreshold}} })])}])'
)
"""The attributes by their names, where the node lists them."""

_GOOGLE_PERSPECTIVE: Final = Application(
    "Google Perspective",
    "https://commentanalyzer.googleapis.com/v1alpha1",
    {
        ("", "analyzeComment"): post(
            "/comments:analyze",
            {
                "comment": {"type": "PLAIN_TEXT", "text": "{text}"},
                "languages": "{options.languages}",
                "attributes": "{requestedAttributesUi.requestedAttributesValues}",
                "$": _REQUESTED,
            },
        )
    },
    defaults={"": "analyzeComment"},
)

_LONE_SCALE: Final = Application(
    "LoneScale",
    "https://public-api.lonescale.com",
    {
        ("list", "create"): post("/lists", {"name": "{name}", "entity": "{type|COMPANY}"}),
        ("item", "add"): post(
            "/lists/{list}/item",
            ({"first_name": "{first_name}", "last_name": "{last_name}"}, "{peopleAdditionalFields}"),
            where={("type", "COMPANY"): None},
        ),
        ("contact", "enrich"): post(
            "/trigger/enrich/sync",
            {
                "enrichment_type": "{enrichmentType|=['email']}",
                "contacts": [
                    parameters(
                        "firstname=firstName lastname=lastName company_name=enrichCompanyName",
                        "domain=enrichCompanyDomain",
                    )
                ],
                "detect_job_change": "{detectJobChange}",
            },
            "$answer.contacts",
            is_one=True,
        ),
        ("contact", "source"): post(
            "/trigger/contact-sourcing/sync",
            {
                **parameters(
                    "company_domain=sourceCompanyDomain company_name=sourceCompanyName",
                    "company_linkedin_url=sourceCompanyLinkedinUrl",
                ),
                "personas": [],
                "disable_company_info": "{sourceAdditionalFields.disableCompanyInfo}",
                "included_locations": "{parts:sourceAdditionalFields.includedLocations}",
                "limit": "{sourceAdditionalFields.maxResults}",
                "seniority_levels": "{sourceAdditionalFields.seniorityLevels}",
            },
            "$answer.contacts",
            is_one=True,
        ),
        ("company", "search"): get(
            "/companies/search",
            parameters(
                "domain=searchDomain linkedin_id=searchLinkedinId slug=searchSlug name=searchName",
                "enrich=searchEnrich",
            ),
            "$answer.results",
        ),
    },
    default="list",
    defaults={"list": "create", "item": "add", "contact": "enrich", "company": "search"},
    header="X-API-KEY",
    scheme="",
)

_OPEN_THESAURUS: Final = Application(
    "OpenThesaurus",
    "https://www.openthesaurus.de/synonyme",
    {
        ("", "getSynonyms"): get(
            "/search",
            {
                "q": "{text}",
                "format": "application/json",
                **settings(
                    "options",
                    "baseform similar startswith substring substringFromResults substringMaxResults",
                    "subsynsets supersynsets",
                ),
            },
            "$answer.synsets",
            is_one=True,
        )
    },
    defaults={"": "getSynonyms"},
)

_OURA: Final = Application(
    "Oura",
    "https://api.ouraring.com/v2/usercollection",
    {
        ("profile", "get"): get("/personal_info", is_one=True),
        ("summary", "getActivity"): get("/daily_activity", items="$answer.data"),
        ("summary", "getReadiness"): get("/daily_readiness", items="$answer.data"),
        ("summary", "getSleep"): get("/daily_sleep", items="$answer.data"),
    },
    default="summary",
    defaults={"profile": "get", "summary": "getSleep"},
)

_UPROC: Final = Application(
    "uProc",
    "https://api.uproc.io/api/v2",
    {
        ("", ""): post(
            "/process",
            {
                "processor": "{uproc_tool:tool}",
                "params": "{uproc_values:tool}",
                "callback": {"data": "{additionalOptions.dataWebhook}"},
            },
        )
    },
)

_YOURLS: Final = Application(
    "Yourls",
    "https://<host>",
    {
        ("url", "expand"): get(
            "/yourls-api.php", {"shorturl": "{shortUrl}", "action": "expand", "format": "json"}, is_one=True
        ),
        ("url", "shorten"): get(
            "/yourls-api.php",
            {
                "url": "{url}",
                "action": "shorturl",
                "format": "json",
                "keyword": "{additionalFields.keyword}",
                "title": "{additionalFields.title}",
            },
            is_one=True,
        ),
        ("url", "stats"): get(
            "/yourls-api.php",
            {"shorturl": "{shortUrl}", "action": "url-stats", "format": "json"},
            "$answer.link",
            is_one=True,
        ),
    },
    default="url",
    defaults={"url": "shorten"},
)

_LINGVA_NEX: Final = Application(
    "LingvaNex",
    "https://api-b2b.backenster.com/b1/api/v3",
    {
        ("", "translate"): post(
            "/translate", ({"data": "{text}", "to": "{translateTo}", "platform": "api"}, "{options}")
        )
    },
    defaults={"": "translate"},
    scheme="Bearer",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "Brandfetch": _BRANDFETCH,
        "apiTemplateIo": _API_TEMPLATE_IO,
        "googleCloudNaturalLanguage": _GOOGLE_CLOUD_NATURAL_LANGUAGE,
        "googlePerspective": _GOOGLE_PERSPECTIVE,
        "lingvaNex": _LINGVA_NEX,
        "loneScale": _LONE_SCALE,
        "openThesaurus": _OPEN_THESAURUS,
        "oura": _OURA,
        "uproc": _UPROC,
        "yourls": _YOURLS,
    }
)
"""By the type of n8n's node."""

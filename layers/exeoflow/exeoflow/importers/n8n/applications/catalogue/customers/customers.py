"""Applications that know customers and write to them."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    records,
    settings,
)
from exeoflow.importers.n8n.applications.model import Application

MAUTIC: Final = Application(
    "Mautic",
    "https://<host>/api",
    {
        ("contact", "create"): post(
            "/contacts/new",
            (
                {
                    **parameters("email firstname=firstName lastname=lastName company position title"),
                    **settings("additionalFields", "phone mobile website tags"),
                },
                "{json:bodyJson}",
            ),
            "$answer.contact",
        ),
        ("contact", "update"): patch(
            "/contacts/{contactId}/edit",
            (
                settings(
                    "updateFields",
                    "email firstname=firstName lastname=lastName company position phone mobile tags",
                ),
                "{json:updateFields.bodyJson}",
            ),
            items="$answer.contact",
        ),
        ("contact", "get"): get("/contacts/{contactId}", items="$answer.contact", is_one=True),
        ("contact", "getAll"): get(
            "/contacts",
            {"limit": "{limit|30}", **settings("options", "search orderBy orderByDir")},
            "$each($answer.contacts, function($c) { $c })",
        ),
        ("contact", "delete"): delete("/contacts/{contactId}/delete", "$answer.contact"),
        ("contact", "sendEmail"): post("/emails/{campaignEmailId}/contact/{contactId}/send", {}),
        ("company", "create"): post("/companies/new", {"companyname": "{name}"}, "$answer.company"),
        ("company", "get"): get("/companies/{companyId}", items="$answer.company", is_one=True),
        ("company", "getAll"): get(
            "/companies", {"limit": "{limit|30}"}, "$each($answer.companies, function($c) { $c })"
        ),
        ("company", "delete"): delete("/companies/{companyId}/delete", "$answer.company"),
        ("contactSegment", "add"): post("/segments/{segmentId}/contact/{contactId}/add", {}),
        ("contactSegment", "remove"): post("/segments/{segmentId}/contact/{contactId}/remove", {}),
        ("campaignContact", "add"): post("/campaigns/{campaignId}/contact/{contactId}/add", {}),
        ("campaignContact", "remove"): post("/campaigns/{campaignId}/contact/{contactId}/remove", {}),
        ("companyContact", "add"): post("/companies/{companyId}/contact/{contactId}/add", {}),
        ("companyContact", "remove"): post("/companies/{companyId}/contact/{contactId}/remove", {}),
    },
    default="contact",
    defaults={
        "contact": "create",
        "company": "create",
        "contactSegment": "add",
        "campaignContact": "add",
        "companyContact": "add",
    },
    scheme="Basic",
)

ACTIVE_CAMPAIGN: Final = Application(
    "ActiveCampaign",
    "https://<account>.api-us1.com/api/3",
    {
        **records(
            "contact",
            "/contacts",
            "{contactId}",
            {"contact": ({"email": "{email}"}, "{additionalFields}")},
            {"contact": "{updateFields}"},
            items="$answer.contacts",
            answer="$answer.contact",
            change="PUT",
            query={"limit": "{limit|100}", "email": "{additionalFields.email}"},
        ),
        **records(
            "deal",
            "/deals",
            "{dealId}",
            {"deal": {**parameters("title contact value"), "currency": "{currency|eur}"}},
            {"deal": "{updateFields}"},
            items="$answer.deals",
            answer="$answer.deal",
            change="PUT",
        ),
        ("contactTag", "add"): post(
            "/contactTags", {"contactTag": {"contact": "{contactId}", "tag": "{tagId}"}}, "$answer.contactTag"
        ),
        ("contactTag", "remove"): delete("/contactTags/{contactTagId}"),
        ("contactList", "add"): post(
            "/contactLists", {"contactList": {"list": "{listId}", "contact": "{contactId}", "status": 1}}
        ),
        ("contactList", "remove"): post(
            "/contactLists", {"contactList": {"list": "{listId}", "contact": "{contactId}", "status": 2}}
        ),
        ("tag", "getAll"): get("/tags", {"limit": "{limit|100}"}, "$answer.tags"),
        ("list", "getAll"): get("/lists", {"limit": "{limit|100}"}, "$answer.lists"),
    },
    default="contact",
    defaults={
        "contact": "create",
        "deal": "create",
        "contactTag": "add",
        "contactList": "add",
        "list": "getAll",
    },
    header="Api-Token",
    scheme="",
)

CLEARBIT: Final = Application(
    "Clearbit",
    "https://person-stream.clearbit.com",
    {
        ("person", "enrich"): get("/v2/people/find", {"email": "{email}"}, is_one=True),
        ("company", "enrich"): get(
            "https://company-stream.clearbit.com/v2/companies/find", {"domain": "{domain}"}, is_one=True
        ),
        ("company", "autocomplete"): get(
            "https://autocomplete.clearbit.com/v1/companies/suggest", {"query": "{name}"}
        ),
    },
    default="company",
    defaults={"company": "enrich", "person": "enrich"},
)

HUNTER: Final = Application(
    "Hunter",
    "https://api.hunter.io/v2",
    {
        ("", "domainSearch"): get(
            "/domain-search", {"domain": "{domain}", "limit": "{limit|100}"}, "$answer.data.emails"
        ),
        ("", "emailFinder"): get(
            "/email-finder",
            {"domain": "{domain}", "first_name": "{firstname}", "last_name": "{lastname}"},
            "$answer.data",
            is_one=True,
        ),
        ("", "emailVerifier"): get("/email-verifier", {"email": "{email}"}, "$answer.data", is_one=True),
    },
    defaults={"": "domainSearch"},
)

HUMANTIC: Final = Application(
    "Humantic AI",
    "https://api.humantic.ai/v1",
    {
        ("profile", "create"): get("/user-profile/create", {"userid": "{userId}"}, is_one=True),
        ("profile", "get"): get("/user-profile", {"userid": "{userId}"}, is_one=True),
        ("profile", "update"): post("/user-profile/create?userid={userId}", {"text": "{text}"}),
    },
    default="profile",
    defaults={"profile": "create"},
)

DROPCONTACT: Final = Application(
    "Dropcontact",
    "https://api.dropcontact.io",
    {
        ("contact", "enrich"): post(
            "/batch",
            {
                "data": [
                    (
                        {
                            "email": "{email}",
                            **settings(
                                "additionalFields",
                                "first_name last_name full_name company website phone linkedin",
                            ),
                        },
                    )
                ],
                "siren": "{options.siren}",
                "language": "{options.language}",
            },
        ),
        ("contact", "fetchRequest"): get("/batch/{requestId}", items="$answer.data"),
    },
    default="contact",
    defaults={"contact": "enrich"},
    header="X-Access-Token",
    scheme="",
)

INTERCOM: Final = Application(
    "Intercom",
    "https://api.intercom.io",
    {
        (resource, operation): each
        for resource, path in (("user", "contacts"), ("lead", "contacts"), ("company", "companies"))
        for operation, each in (
            ("get", get(f"/{path}/{{value}}", is_one=True)),
            ("getAll", get(f"/{path}", {"per_page": "{limit|50}"}, "$answer.data")),
            ("delete", delete(f"/{path}/{{id, value}}")),
        )
    },
    default="user",
    defaults={"user": "create", "lead": "create", "company": "create"},
    headers={"Intercom-Version": "2.11"},
)

APPLICATIONS: Final = {
    "mautic": MAUTIC,
    "activeCampaign": ACTIVE_CAMPAIGN,
    "clearbit": CLEARBIT,
    "hunter": HUNTER,
    "humanticAi": HUMANTIC,
    "dropcontact": DROPCONTACT,
    "intercom": INTERCOM,
}

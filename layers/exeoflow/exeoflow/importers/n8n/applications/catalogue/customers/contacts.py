"""Applications for people whom one knows or looks for, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation


def _of_copper(
    resource: str,
    path: str,
    new: Mapping[str, Any],
    changes: Any,  # noqa: ANN401 - any JSON
    **asked: str,
) -> dict[tuple[str, str], Operation]:
    """The operations on one kind of record, which is searched by what is `asked` for."""
    one = f"{path}/{{{resource}Id}}"
    return {
        (resource, "create"): post(path, {"name": "{name}", **new}),
        (resource, "delete"): delete(one, "$answer"),
        (resource, "get"): get(one, is_one=True),
        (resource, "getAll"): _searched_in_copper(path, **asked),
        (resource, "update"): put(one, changes),
    }


def _searched_in_copper(path: str, **asked: str) -> Operation:
    return post(f"{path}/search", {}, query={"page_size": "200", **asked}, is_one=False)


def _copper_address(group: str) -> dict[str, dict[str, str]]:
    return {"address": settings(f"{group}.address.addressFields", "street city state postal_code country")}


def _copper_mail(group: str) -> dict[str, dict[str, str]]:
    mail = f"{group}.email.emailFields"
    return {"email": {"email": f"{{{mail}.email}}", "category": f"{{{mail}.category}}"}}


_COUNTRY_AND_NAME: Final = settings("filterFields", "country name")

_COPPER: Final = Application(
    "Copper",
    "https://api.copper.com/developer_api/v1",
    {
        **_of_copper(
            "company",
            "/companies",
            {
                **_copper_address("additionalFields"),
                **settings(
                    "additionalFields", "details email_domain phone_numbers=phone_numbers.phoneFields"
                ),
            },
            {
                **_copper_address("updateFields"),
                **settings("updateFields", "details name phone_numbers=phone_numbers.phoneFields"),
            },
            **_COUNTRY_AND_NAME,
        ),
        ("customerSource", "getAll"): get("/customer_sources", {"page_size": "200"}),
        **_of_copper(
            "lead",
            "/leads",
            {
                **_copper_address("additionalFields"),
                **_copper_mail("additionalFields"),
                **settings("additionalFields", "phone_numbers=phone_numbers.phoneFields"),
            },
            {
                **_copper_address("updateFields"),
                **settings("updateFields", "details"),
                **_copper_mail("updateFields"),
                **settings("updateFields", "name phone_numbers=phone_numbers.phoneFields"),
            },
            **_COUNTRY_AND_NAME,
        ),
        **_of_copper(
            "opportunity",
            "/opportunities",
            parameters("customer_source_id=customerSourceId primary_contact_id=primaryContactId"),
            "{updateFields}",
            **settings("filterFields", "company_ids customer_source_ids"),
        ),
        **_of_copper(
            "person",
            "/people",
            {
                **_copper_address("additionalFields"),
                **settings(
                    "additionalFields",
                    "details email_domain emails=emails.emailFields",
                    "phone_numbers=phone_numbers.phoneFields",
                ),
            },
            {
                **_copper_address("updateFields"),
                **settings(
                    "updateFields",
                    "details email_domain emails=emails.emailFields name",
                    "phone_numbers=phone_numbers.phoneFields",
                ),
            },
            name="{filterFields.name}",
        ),
        **_of_copper(
            "project",
            "/projects",
            settings("additionalFields", "assignee_id details status"),
            settings("updateFields", "assignee_id details name status"),
            name="{filterFields.name}",
        ),
        **_of_copper(
            "task",
            "/tasks",
            settings("additionalFields", "assignee_id details priority status"),
            settings("updateFields", "assignee_id details name priority status"),
            assignee_ids="{filterFields.assignee_ids}",
            project_ids="{parts:filterFields.project_ids}",
        ),
        ("user", "getAll"): _searched_in_copper("/users"),
    },
    default="company",
    defaults={
        **usual("create", "company lead opportunity person project task"),
        **usual("getAll", "customerSource user"),
    },
    header="X-PW-AccessToken",
    scheme="",
)

_CAPITAL_TYPE: Final = (
    '$merge([$request, $request.{"order_type": '
    "$uppercase($substring(order_type, 0, 1)) & $substring(order_type, 1)}])"
)

_KEAP: Final = Application(
    "Keap",
    "https://api.infusionsoft.com/crm/rest/v1",
    {
        ("company", "create"): post(
            "/companies",
            {
                "company_name": "{companyName}",
                **settings(
                    "additionalFields", "email_address=emailAddress notes opt_in_reason=optInReason website"
                ),
                "address": settings(
                    "addressesUi.addressesValues",
                    "line1 line2 locality region country_code=countryCode postal_code=postalCode",
                    "zip_code=zipCode zip_four=zipFour",
                ),
            },
        ),
        ("company", "getAll"): get(
            "/companies",
            {
                "limit": "{limit|=100}",
                **settings(
                    "options",
                    "company_name=companyName order order_direction=orderDirection",
                    "optional_properties=fields",
                ),
            },
            "$answer.companies",
        ),
        ("contactTag", "create"): post("/contacts/{contactId}/tags", {"tagIds": "{tagIds}"}, is_one=False),
        ("contact", "upsert"): put(
            "/contacts",
            {
                "duplicate_option": "Email",
                "anniversary": "{additionalFields.anniversary}",
                "company": {"id": "{additionalFields.companyId}"},
                **settings(
                    "additionalFields", "contact_type=contactType family_name=familyName given_name=givenName"
                ),
                "origin": {"ip_address": "{additionalFields.ipAddress}"},
                **settings(
                    "additionalFields",
                    "job_title=jobTitle lead_source_id=leadSourceId middle_name=middleName",
                    "opt_in_reason=optInReason owner_id=ownerId preferred_locale=preferredLocale",
                    "preferred_name=preferredName source_type=sourceType spouse_name=spouseName",
                    "time_zone=timezone website",
                ),
                "email_addresses": "{emailsUi.emailsValues}",
                "fax_numbers": "{faxesUi.faxesValues}",
                "phone_numbers": "{phonesUi.phonesValues}",
                "social_accounts": "{socialAccountsUi.socialAccountsValues}",
            },
            where={("duplicateOption", "emailAndName"): None},
        ),
        ("contact", "getAll"): get(
            "/contacts",
            {
                "limit": "{limit|=100}",
                **settings(
                    "options",
                    "email given_name=givenName family_name=familyName order",
                    "order_direction=orderDirection since until",
                ),
            },
            "$answer.contacts",
        ),
        ("contactNote", "create"): post(
            "/notes",
            {
                "user_id": "{userId}",
                "contact_id": "{number:contactId}",
                "body": "{additionalFields.body}",
                "title": "{additionalFields.title}",
            },
        ),
        ("contactNote", "delete"): delete("/notes/{noteId}"),
        ("contactNote", "get"): get("/notes/{noteId}", is_one=True),
        ("contactNote", "getAll"): get(
            "/notes",
            {"limit": "{limit|=100}", "contact_id": "{filters.contactId}", "user_id": "{filters.userId}"},
            "$answer.notes",
        ),
        ("contactNote", "update"): patch(
            "/notes/{noteId}", settings("additionalFields", "body contact_id=contactId title user_id=userId")
        ),
        ("ecommerceOrder", "create"): post(
            "/orders",
            {
                "contact_id": "{number:contactId}",
                "order_date": "{orderDate}",
                "order_title": "{orderTitle}",
                "order_type": "{orderType}",
                "$": _CAPITAL_TYPE,
            },
        ),
        ("ecommerceOrder", "getAll"): get(
            "/orders",
            {
                "limit": "{limit|=100}",
                **settings("options", "since until paid order contact_id=contactId product_id=productId"),
            },
            "$answer.orders",
        ),
        ("ecommerceProduct", "create"): post(
            "/products",
            {
                "product_name": "{productName}",
                **settings(
                    "additionalFields",
                    "active product_desc=productDesc product_price=productPrice",
                    "product_short_desc=productShortDesc sku subscription_only=subscriptionOnly",
                ),
            },
        ),
        ("ecommerceProduct", "delete"): delete("/products/{productId}"),
        ("ecommerceProduct", "get"): get("/products/{productId}", is_one=True),
        ("ecommerceProduct", "getAll"): get(
            "/products", {"limit": "{limit|=100}", "active": "{filters.active}"}, "$answer.products"
        ),
        ("email", "createRecord"): post(
            "/emails",
            {
                "sent_to_address": "{sentToAddress}",
                "sent_from_address": "{sentFromAddress}",
                **settings(
                    "additionalFields",
                    "clicked_date=clickedDate contact_id=contactId headers html_content=htmlContent",
                    "opened_date=openedDate original_provider=originalProvider",
                    "original_provider_id=originalProviderId plain_content=plainContent",
                    "provider_source_id=providerSourceId received_date=receivedDate sent_date=sentDate",
                    "sent_from_reply_address=sentFromReplyAddress sent_to_bcc_addresses=sentToBccAddresses",
                    "sent_to_cc_addresses=sentToCCAddresses subject",
                ),
            },
        ),
        ("email", "getAll"): get(
            "/emails",
            {
                "limit": "{limit|=100}",
                **settings(
                    "filters",
                    "contact_id=contactId email since_sent_date=sinceSentDate",
                    "until_sent_date=untilSentDate",
                ),
            },
            "$answer.emails",
        ),
        ("email", "send"): post(
            "/emails/queue",
            {
                "user_id": "{userId}",
                "contacts": ["{number:contactIds}"],
                "subject": "{subject}",
                "attachments": [],
                **settings(
                    "additionalFields",
                    "address_field=addressField html_content=htmlContent plain_content=plainContent",
                ),
            },
            DONE,
            is_one=True,
        ),
        ("file", "getAll"): get(
            "/files",
            {"limit": "{limit|=100}", "contact_id": "{filters.contactId}", "name": "{filters.name}"},
            "$answer.files",
        ),
        ("file", "upload"): post(
            "/files",
            {
                "is_public": "{isPublic|=false}",
                "file_association": "",
                "file_name": "{fileName}",
                "file_data": "{fileData}",
            },
            where={("fileAssociation", ...): None},
        ),
    },
    default="company",
    defaults={
        **usual("create", "company contactNote ecommerceOrder ecommerceProduct"),
        "contact": "upsert",
        "email": "createRecord",
        "file": "delete",
    },
)

_FIRST_PAGE: Final = {"page": "1", "limit": "100"}
_CONTACT_FIELD: Final = parameters("contact_field_type_id=contactFieldTypeId contact_id=contactId data")


def _kept(resource: str, path: str, name: str = "") -> dict[tuple[str, str], Operation]:
    """Deletes and reads one record of Monica; `name` is the parameter that says which, if it is another."""
    one = f"{path}/{{{name or f'{resource}Id'}}}"
    return {(resource, "delete"): delete(one), (resource, "get"): get(one, items="$answer.data", is_one=True)}


def _listed(resource: str, path: str, name: str = "") -> dict[tuple[str, str], Operation]:
    """The same, and the first page of all of them."""
    return {**_kept(resource, path, name), (resource, "getAll"): get(path, _FIRST_PAGE, "$answer.data")}


_MONICA_CRM: Final = Application(
    "Monica CRM",
    "https://app.monicahq.com/api",
    {
        **_listed("activity", "/activities"),
        ("call", "create"): post(
            "/calls",
            {"called_at": "{calledAt}", "contact_id": "{contactId}", "content": "{content}"},
            "$answer.data",
            is_one=True,
        ),
        **_listed("call", "/calls"),
        ("contact", "create"): post(
            "/contacts",
            {
                "first_name": "{firstName}",
                "gender_id": "{genderId}",
                "is_birthdate_known": False,
                "is_deceased": False,
                "is_deceased_date_known": False,
                **settings("additionalFields", "last_name nickname is_partial"),
            },
            "$answer.data",
            is_one=True,
        ),
        **_kept("contact", "/contacts"),
        ("contact", "getAll"): get(
            "/contacts", {**_FIRST_PAGE, "query": "{filters.query}", "sort": "{filters.sort}"}, "$answer.data"
        ),
        ("contactField", "create"): post("/contactfields", _CONTACT_FIELD, "$answer.data", is_one=True),
        **_kept("contactField", "/contactfields"),
        ("contactField", "update"): put(
            "/contactfields/{contactFieldId}", _CONTACT_FIELD, items="$answer.data"
        ),
        ("contactTag", "add"): post(
            "/contacts/{contactId}/setTags", {"tags": "{tagsToAdd}"}, "$answer.data", is_one=True
        ),
        ("contactTag", "remove"): post("/contacts/{contactId}/unsetTag", {"tags": "{tagsToRemove}"}),
        ("conversation", "create"): post(
            "/conversations",
            parameters(
                "contact_field_type_id=contactFieldTypeId contact_id=contactId happened_at=happenedAt"
            ),
            "$answer.data",
            is_one=True,
        ),
        **_kept("conversation", "/conversations"),
        ("conversation", "update"): put(
            "/conversations/{conversationId}",
            {"contact_field_type_id": "{contactFieldTypeId}", "happened_at": "{happenedAt}"},
            items="$answer.data",
        ),
        ("journalEntry", "create"): post(
            "/journal", {"title": "{title}", "post": "{post}"}, "$answer.data", is_one=True
        ),
        **_listed("journalEntry", "/journal", "journalId"),
        ("note", "create"): post(
            "/notes",
            {"body": "{body}", "contact_id": "{contactId}", "is_favorited": False},
            "$answer.data",
            is_one=True,
        ),
        **_listed("note", "/notes"),
        **_listed("reminder", "/reminders"),
        ("tag", "create"): post("/tags", {"name": "{name}"}, "$answer.data", is_one=True),
        **_listed("tag", "/tags"),
        ("tag", "update"): put("/tags/{tagId}", {"name": "{name}"}, items="$answer.data"),
        ("task", "create"): post(
            "/tasks",
            {
                "contact_id": "{contactId}",
                "title": "{title}",
                "description": "{additionalFields.description}",
            },
            "$answer.data",
            is_one=True,
        ),
        **_listed("task", "/tasks"),
    },
    default="contact",
    defaults={
        **usual(
            "create", "activity call contact contactField conversation journalEntry note reminder tag task"
        ),
        "contactTag": "add",
    },
)

_DRIFT: Final = Application(
    "Drift",
    "https://driftapi.com",
    {
        ("contact", "create"): post(
            "/contacts",
            {
                "attributes": {
                    "email": "{email}",
                    "name": "{additionalFields.name}",
                    "phone": "{additionalFields.phone}",
                }
            },
            "$answer.data",
            is_one=True,
        ),
        ("contact", "getCustomAttributes"): get(
            "/contacts/attributes", items="$answer.data.properties", is_one=True
        ),
        ("contact", "delete"): delete("/contacts/{contactId}"),
        ("contact", "get"): get("/contacts/{contactId}", items="$answer.data", is_one=True),
        ("contact", "update"): patch(
            "/contacts/{contactId}",
            {"attributes": settings("updateFields", "email name phone")},
            items="$answer.data",
        ),
    },
    default="contact",
    defaults={"contact": "create"},
)

_UPLEAD: Final = Application(
    "Uplead",
    "https://api.uplead.com/v2",
    {
        ("company", "enrich"): get(
            "/company-search", {"domain": "{domain}", "company": "{company}"}, "$answer.data", is_one=True
        ),
        ("person", "enrich"): get(
            "/person-search",
            parameters("email first_name=firstname last_name=lastname domain"),
            "$answer.data",
            is_one=True,
        ),
    },
    default="company",
    defaults={"company": "enrich", "person": "enrich"},
    scheme="",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {"copper": _COPPER, "keap": _KEAP, "monicaCrm": _MONICA_CRM, "drift": _DRIFT, "uplead": _UPLEAD}
)
"""By the type of n8n's node."""

"""Applications for people whom one knows or looks for, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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
from exeoflow.importers.n8n.applications.model import Application

_AFFINITY: Final = Application(
    "Affinity",
    "https://api.affinity.co",
    {
        ("list", "get"): get("/lists/{listId}", is_one=True),
        ("list", "getAll"): get("/lists"),
        ("listEntry", "delete"): delete("/lists/{listId}/list-entries/{listEntryId}", "$answer"),
        ("listEntry", "get"): get("/lists/{listId}/list-entries/{listEntryId}", is_one=True),
        ("listEntry", "getAll"): get(
            "/lists/{listId}/list-entries", {"page_size": "{limit|=5}"}, "$answer.list_entries"
        ),
        ("organization", "create"): post(
            "/organizations",
            {"name": "{name}", "domain": "{domain}", "person_ids": "{additionalFields.persons}"},
        ),
        ("organization", "delete"): delete("/organizations/{organizationId}", "$answer"),
        ("organization", "get"): get(
            "/organizations/{organizationId}",
            {"with_interaction_dates": "{options.withInteractionDates}"},
            is_one=True,
        ),
        ("organization", "getAll"): get(
            "/organizations",
            {
                "page_size": "{limit|=5}",
                "term": "{options.term}",
                "with_interaction_dates": "{options.withInteractionDates}",
            },
            "$answer.organizations",
        ),
        ("organization", "update"): put(
            "/organizations/{organizationId}", settings("updateFields", "domain name person_ids=persons")
        ),
        ("person", "create"): post(
            "/persons",
            {
                **parameters("first_name=firstName last_name=lastName emails"),
                "organization_ids": "{additionalFields.organizations}",
            },
        ),
        ("person", "delete"): delete("/persons/{personId}", "$answer"),
        ("person", "get"): get(
            "/persons/{personId}", {"with_interaction_dates": "{options.withInteractionDates}"}, is_one=True
        ),
        ("person", "getAll"): get(
            "/persons",
            {
                "page_size": "{limit|=5}",
                "term": "{options.term}",
                "with_interaction_dates": "{options.withInteractionDates}",
            },
            "$answer.persons",
        ),
        ("person", "update"): put(
            "/persons/{personId}",
            {
                "emails": "{emails}",
                **settings(
                    "updateFields", "first_name=firstName last_name=lastName organization_ids=organizations"
                ),
            },
        ),
    },
    default="organization",
    defaults={"list": "get", "listEntry": "create", "organization": "create", "person": "create"},
    scheme="Basic",
)

_COPPER: Final = Application(
    "Copper",
    "https://api.copper.com/developer_api/v1",
    {
        ("company", "create"): post(
            "/companies",
            {
                "name": "{name}",
                "address": settings(
                    "additionalFields.address.addressFields", "street city state postal_code country"
                ),
                **settings(
                    "additionalFields", "details email_domain phone_numbers=phone_numbers.phoneFields"
                ),
            },
        ),
        ("company", "delete"): delete("/companies/{companyId}", "$answer"),
        ("company", "get"): get("/companies/{companyId}", is_one=True),
        ("company", "getAll"): post(
            "/companies/search",
            {},
            query={"page_size": "200", "country": "{filterFields.country}", "name": "{filterFields.name}"},
            is_one=False,
        ),
        ("company", "update"): put(
            "/companies/{companyId}",
            {
                "address": settings(
                    "updateFields.address.addressFields", "street city state postal_code country"
                ),
                **settings("updateFields", "details name phone_numbers=phone_numbers.phoneFields"),
            },
        ),
        ("customerSource", "getAll"): get("/customer_sources", {"page_size": "200"}),
        ("lead", "create"): post(
            "/leads",
            {
                "name": "{name}",
                "address": settings(
                    "additionalFields.address.addressFields", "street city state postal_code country"
                ),
                "email": {
                    "email": "{additionalFields.email.emailFields.email}",
                    "category": "{additionalFields.email.emailFields.category}",
                },
                "phone_numbers": "{additionalFields.phone_numbers.phoneFields}",
            },
        ),
        ("lead", "delete"): delete("/leads/{leadId}", "$answer"),
        ("lead", "get"): get("/leads/{leadId}", is_one=True),
        ("lead", "getAll"): post(
            "/leads/search",
            {},
            query={"page_size": "200", "country": "{filterFields.country}", "name": "{filterFields.name}"},
            is_one=False,
        ),
        ("lead", "update"): put(
            "/leads/{leadId}",
            {
                "address": settings(
                    "updateFields.address.addressFields", "street city state postal_code country"
                ),
                "details": "{updateFields.details}",
                "email": {
                    "email": "{updateFields.email.emailFields.email}",
                    "category": "{updateFields.email.emailFields.category}",
                },
                "name": "{updateFields.name}",
                "phone_numbers": "{updateFields.phone_numbers.phoneFields}",
            },
        ),
        ("opportunity", "create"): post(
            "/opportunities",
            parameters("name customer_source_id=customerSourceId primary_contact_id=primaryContactId"),
        ),
        ("opportunity", "delete"): delete("/opportunities/{opportunityId}", "$answer"),
        ("opportunity", "get"): get("/opportunities/{opportunityId}", is_one=True),
        ("opportunity", "getAll"): post(
            "/opportunities/search",
            {},
            query={
                "page_size": "200",
                "company_ids": "{filterFields.company_ids}",
                "customer_source_ids": "{filterFields.customer_source_ids}",
            },
            is_one=False,
        ),
        ("opportunity", "update"): put("/opportunities/{opportunityId}", "{updateFields}"),
        ("person", "create"): post(
            "/people",
            {
                "name": "{name}",
                "address": settings(
                    "additionalFields.address.addressFields", "street city state postal_code country"
                ),
                **settings(
                    "additionalFields",
                    "details email_domain emails=emails.emailFields phone_numbers=phone_numbers.phoneFields",
                ),
            },
        ),
        ("person", "delete"): delete("/people/{personId}", "$answer"),
        ("person", "get"): get("/people/{personId}", is_one=True),
        ("person", "getAll"): post(
            "/people/search", {}, query={"page_size": "200", "name": "{filterFields.name}"}, is_one=False
        ),
        ("person", "update"): put(
            "/people/{personId}",
            {
                "address": settings(
                    "updateFields.address.addressFields", "street city state postal_code country"
                ),
                **settings(
                    "updateFields",
                    "details email_domain emails=emails.emailFields name",
                    "phone_numbers=phone_numbers.phoneFields",
                ),
            },
        ),
        ("project", "create"): post(
            "/projects", {"name": "{name}", **settings("additionalFields", "assignee_id details status")}
        ),
        ("project", "delete"): delete("/projects/{projectId}", "$answer"),
        ("project", "get"): get("/projects/{projectId}", is_one=True),
        ("project", "getAll"): post(
            "/projects/search", {}, query={"page_size": "200", "name": "{filterFields.name}"}, is_one=False
        ),
        ("project", "update"): put(
            "/projects/{projectId}", settings("updateFields", "assignee_id details name status")
        ),
        ("task", "create"): post(
            "/tasks",
            {"name": "{name}", **settings("additionalFields", "assignee_id details priority status")},
        ),
        ("task", "delete"): delete("/tasks/{taskId}", "$answer"),
        ("task", "get"): get("/tasks/{taskId}", is_one=True),
        ("task", "getAll"): post(
            "/tasks/search",
            {},
            query={
                "page_size": "200",
                "assignee_ids": "{filterFields.assignee_ids}",
                "project_ids": "{parts:filterFields.project_ids}",
            },
            is_one=False,
        ),
        ("task", "update"): put(
            "/tasks/{taskId}", settings("updateFields", "assignee_id details name priority status")
        ),
        ("user", "getAll"): post("/users/search", {}, query={"page_size": "200"}, is_one=False),
    },
    default="company",
    defaults={
        **usual("create", "company lead opportunity person project task"),
        "customerSource": "getAll",
        "user": "getAll",
    },
    header="X-PW-AccessToken",
    scheme="",
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
                    "email given_name=givenName family_name=familyName order order_direction=orderDirection",
                    "since until",
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
                "order_type": "",
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
                    "contact_id=contactId email since_sent_date=sinceSentDate until_sent_date=untilSentDate",
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
            '{"success": true}',
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

_MONICA_CRM: Final = Application(
    "Monica CRM",
    "https://app.monicahq.com/api",
    {
        ("activity", "delete"): delete("/activities/{activityId}"),
        ("activity", "get"): get("/activities/{activityId}", items="$answer.data", is_one=True),
        ("activity", "getAll"): get("/activities", {"page": "1", "limit": "100"}, "$answer.data"),
        ("call", "create"): post(
            "/calls",
            {"called_at": "{calledAt}", "contact_id": "{contactId}", "content": "{content}"},
            "$answer.data",
            is_one=True,
        ),
        ("call", "delete"): delete("/calls/{callId}"),
        ("call", "get"): get("/calls/{callId}", items="$answer.data", is_one=True),
        ("call", "getAll"): get("/calls", {"page": "1", "limit": "100"}, "$answer.data"),
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
        ("contact", "delete"): delete("/contacts/{contactId}"),
        ("contact", "get"): get("/contacts/{contactId}", items="$answer.data", is_one=True),
        ("contact", "getAll"): get(
            "/contacts",
            {"page": "1", "limit": "100", "query": "{filters.query}", "sort": "{filters.sort}"},
            "$answer.data",
        ),
        ("contactField", "create"): post(
            "/contactfields",
            {"contact_field_type_id": "{contactFieldTypeId}", "contact_id": "{contactId}", "data": "{data}"},
            "$answer.data",
            is_one=True,
        ),
        ("contactField", "delete"): delete("/contactfields/{contactFieldId}"),
        ("contactField", "get"): get("/contactfields/{contactFieldId}", items="$answer.data", is_one=True),
        ("contactField", "update"): put(
            "/contactfields/{contactFieldId}",
            {"contact_field_type_id": "{contactFieldTypeId}", "contact_id": "{contactId}", "data": "{data}"},
            items="$answer.data",
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
        ("conversation", "delete"): delete("/conversations/{conversationId}"),
        ("conversation", "get"): get("/conversations/{conversationId}", items="$answer.data", is_one=True),
        ("conversation", "update"): put(
            "/conversations/{conversationId}",
            {"contact_field_type_id": "{contactFieldTypeId}", "happened_at": "{happenedAt}"},
            items="$answer.data",
        ),
        ("journalEntry", "create"): post(
            "/journal", {"title": "{title}", "post": "{post}"}, "$answer.data", is_one=True
        ),
        ("journalEntry", "delete"): delete("/journal/{journalId}"),
        ("journalEntry", "get"): get("/journal/{journalId}", items="$answer.data", is_one=True),
        ("journalEntry", "getAll"): get("/journal", {"page": "1", "limit": "100"}, "$answer.data"),
        ("note", "create"): post(
            "/notes",
            {"body": "{body}", "contact_id": "{contactId}", "is_favorited": False},
            "$answer.data",
            is_one=True,
        ),
        ("note", "delete"): delete("/notes/{noteId}"),
        ("note", "get"): get("/notes/{noteId}", items="$answer.data", is_one=True),
        ("note", "getAll"): get("/notes", {"page": "1", "limit": "100"}, "$answer.data"),
        ("reminder", "delete"): delete("/reminders/{reminderId}"),
        ("reminder", "get"): get("/reminders/{reminderId}", items="$answer.data", is_one=True),
        ("reminder", "getAll"): get("/reminders", {"page": "1", "limit": "100"}, "$answer.data"),
        ("tag", "create"): post("/tags", {"name": "{name}"}, "$answer.data", is_one=True),
        ("tag", "delete"): delete("/tags/{tagId}"),
        ("tag", "get"): get("/tags/{tagId}", items="$answer.data", is_one=True),
        ("tag", "getAll"): get("/tags", {"page": "1", "limit": "100"}, "$answer.data"),
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
        ("task", "delete"): delete("/tasks/{taskId}"),
        ("task", "get"): get("/tasks/{taskId}", items="$answer.data", is_one=True),
        ("task", "getAll"): get("/tasks", {"page": "1", "limit": "100"}, "$answer.data"),
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
    {
        "affinity": _AFFINITY,
        "copper": _COPPER,
        "keap": _KEAP,
        "monicaCrm": _MONICA_CRM,
        "drift": _DRIFT,
        "uplead": _UPLEAD,
    }
)
"""By the type of n8n's node."""

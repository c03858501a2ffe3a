"""Applications for customers: mailings, tickets, shops and payments."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, put, records
from exeoflow.importers.n8n.applications.model import Application, Operation

MAUTIC: Final = Application(
    "Mautic",
    "https://<host>/api",
    {
        ("contact", "create"): post(
            "/contacts/new",
            (
                {
                    "email": "{email}",
                    "firstname": "{firstName}",
                    "lastname": "{lastName}",
                    "company": "{company}",
                    "position": "{position}",
                    "title": "{title}",
                    "phone": "{additionalFields.phone}",
                    "mobile": "{additionalFields.mobile}",
                    "website": "{additionalFields.website}",
                    "tags": "{additionalFields.tags}",
                },
                "{json:bodyJson}",
            ),
            "$answer.contact",
        ),
        ("contact", "update"): Operation(
            "PATCH",
            "/contacts/{contactId}/edit",
            body=(
                {
                    "email": "{updateFields.email}",
                    "firstname": "{updateFields.firstName}",
                    "lastname": "{updateFields.lastName}",
                    "company": "{updateFields.company}",
                    "position": "{updateFields.position}",
                    "phone": "{updateFields.phone}",
                    "mobile": "{updateFields.mobile}",
                    "tags": "{updateFields.tags}",
                },
                "{json:updateFields.bodyJson}",
            ),
            items="$answer.contact",
            is_one=True,
        ),
        ("contact", "get"): get("/contacts/{contactId}", items="$answer.contact", is_one=True),
        ("contact", "getAll"): get(
            "/contacts",
            {
                "limit": "{limit|30}",
                "search": "{options.search}",
                "orderBy": "{options.orderBy}",
                "orderByDir": "{options.orderByDir}",
            },
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
            {
                "deal": {
                    "title": "{title}",
                    "contact": "{contact}",
                    "value": "{value}",
                    "currency": "{currency}",
                }
            },
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
    defaults={"contact": "create", "deal": "create", "contactTag": "add", "contactList": "add"},
    header="Api-Token",
    scheme="",
)

SENDGRID: Final = Application(
    "SendGrid",
    "https://api.sendgrid.com/v3",
    {
        ("mail", "send"): post(
            "/mail/send",
            {
                "from": {"email": "{fromEmail}", "name": "{fromName}"},
                "personalizations": [{"to": [{"email": "{toEmail}"}]}],
                "subject": "{subject}",
                "template_id": "{templateId}",
                "content": [{"type": "{contentType|text/plain}", "value": "{contentValue| }"}],
            },
            '{"success": true}',
        ),
        ("contact", "getAll"): get("/marketing/contacts", items="$answer.result"),
        ("contact", "get"): get("/marketing/contacts/{contactId}", items="$answer", is_one=True),
        ("contact", "upsert"): put(
            "/marketing/contacts",
            {
                "contacts": [
                    {
                        "email": "{email}",
                        "first_name": "{additionalFields.firstName}",
                        "last_name": "{additionalFields.lastName}",
                        "city": "{additionalFields.city}",
                        "country": "{additionalFields.country}",
                    }
                ]
            },
        ),
        ("contact", "delete"): delete("/marketing/contacts?ids={ids}", "$answer"),
        ("list", "create"): post("/marketing/lists", {"name": "{name}"}),
        ("list", "get"): get("/marketing/lists/{listId}", is_one=True),
        ("list", "getAll"): get("/marketing/lists", {"page_size": "{limit|100}"}, "$answer.result"),
        ("list", "delete"): delete("/marketing/lists/{listId}"),
    },
    default="list",
    defaults={"list": "create", "contact": "upsert", "mail": "send"},
)

_MEMBER: Final = "/lists/{list}/members"

MAILCHIMP: Final = Application(
    "Mailchimp",
    "https://<dc>.api.mailchimp.com/3.0",
    {
        ("member", "create"): post(
            _MEMBER,
            {
                "email_address": "{email}",
                "status": "{status}",
                "merge_fields": "{rows:mergeFieldsUi.mergeFieldsValues, mergeFieldsJson}",
            },
        ),
        ("member", "get"): get(f"{_MEMBER}/{{email}}", is_one=True),
        ("member", "getAll"): get(_MEMBER, {"count": "{limit|500}"}, "$answer.members"),
        ("member", "update"): put(
            f"{_MEMBER}/{{email}}",
            {
                "email_address": "{email}",
                "status": "{updateFields.status}",
                "merge_fields": "{rows:updateFields.mergeFieldsUi.mergeFieldsValues, mergeFieldsJson}",
            },
        ),
        ("member", "delete"): delete(f"{_MEMBER}/{{email}}"),
        ("campaign", "getAll"): get("/campaigns", {"count": "{limit|100}"}, "$answer.campaigns"),
        ("campaign", "get"): get("/campaigns/{campaignId}", is_one=True),
        ("campaign", "send"): post("/campaigns/{campaignId}/actions/send", {}),
    },
    default="member",
    defaults={"member": "create", "campaign": "getAll", "memberTag": "create"},
    scheme="Basic",
)

BREVO: Final = Application(
    "Brevo",
    "https://api.brevo.com/v3",
    {
        ("contact", "create"): post("/contacts", {"email": "{email}"}),
        ("contact", "upsert"): post("/contacts", {"email": "{email}", "updateEnabled": True}),
        ("contact", "get"): get("/contacts/{identifier}", is_one=True),
        ("contact", "getAll"): get("/contacts", {"limit": "{limit|50}"}, "$answer.contacts"),
        ("contact", "delete"): delete("/contacts/{identifier}"),
        ("email", "send"): post(
            "/smtp/email",
            {
                "sender": {"email": "{sender}"},
                "to": [{"email": "{receipients}"}],
                "subject": "{subject}",
                "htmlContent": "{htmlContent}",
                "textContent": "{textContent}",
            },
        ),
    },
    default="email",
    defaults={"contact": "create", "email": "send"},
    header="api-key",
    scheme="",
)

MAILER_LITE: Final = Application(
    "MailerLite",
    "https://connect.mailerlite.com/api",
    {
        ("subscriber", "create"): post("/subscribers", {"email": "{email}"}, "$answer.data"),
        ("subscriber", "get"): get("/subscribers/{subscriberId}", items="$answer.data", is_one=True),
        ("subscriber", "getAll"): get("/subscribers", {"limit": "{limit|50}"}, "$answer.data"),
    },
    default="subscriber",
    defaults={"subscriber": "create"},
)

LEMLIST: Final = Application(
    "lemlist",
    "https://api.lemlist.com/api",
    {
        ("lead", "create"): post("/campaigns/{campaignId}/leads/{email}", "{additionalFields}"),
        ("lead", "get"): get("/leads/{email}", is_one=True),
        ("lead", "delete"): delete("/campaigns/{campaignId}/leads/{email}?action=remove"),
        ("lead", "unsubscribe"): delete("/campaigns/{campaignId}/leads/{email}"),
        ("campaign", "getAll"): get("/campaigns", {"limit": "{limit|50}"}),
        ("activity", "getAll"): get("/activities", {"limit": "{limit|50}"}),
        ("team", "get"): get("/team", is_one=True),
        ("unsubscribe", "add"): post("/unsubscribes/{email}", {}),
    },
    default="activity",
    defaults={"activity": "getAll", "lead": "create", "campaign": "getAll", "team": "get"},
    scheme="Basic",
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

STRIPE: Final = Application(
    "Stripe",
    "https://api.stripe.com/v1",
    {
        **records(
            "customer",
            "/customers",
            "{customerId}",
            (
                {"name": "{name}"},
                {
                    "email": "{additionalFields.email}",
                    "phone": "{additionalFields.phone}",
                    "description": "{additionalFields.description}",
                },
            ),
            items="$answer.data",
            change="POST",
            query={"limit": "{limit|50}", "email": "{filters.email}"},
        ),
        **records(
            "charge",
            "/charges",
            "{chargeId}",
            {
                "customer": "{customerId}",
                "amount": "{amount}",
                "currency": "{currency}",
                "source": "{source}",
                "description": "{additionalFields.description}",
            },
            items="$answer.data",
            change="POST",
        ),
        **records(
            "coupon",
            "/coupons",
            "{couponId}",
            {"duration": "{duration}", "percent_off": "{percentOff}", "amount_off": "{amountOff}"},
            items="$answer.data",
            change="POST",
        ),
        ("balance", "get"): get("/balance", is_one=True),
        ("source", "get"): get("/sources/{sourceId}", is_one=True),
        ("customerCard", "get"): get("/customers/{customerId}/sources/{sourceId}", is_one=True),
        ("customerCard", "add"): post("/customers/{customerId}/sources", {"source": "{token}"}),
        ("customerCard", "remove"): delete("/customers/{customerId}/sources/{cardId}"),
    },
    default="balance",
    defaults={
        "balance": "get",
        "charge": "create",
        "coupon": "create",
        "customer": "create",
        "customerCard": "get",
    },
    headers={"Content-Type": "application/x-www-form-urlencoded"},
)

SHOPIFY: Final = Application(
    "Shopify",
    "https://<shop>.myshopify.com/admin/api/2024-07",
    {
        ("order", "get"): get("/orders/{orderId}.json", items="$answer.order", is_one=True),
        ("order", "getAll"): get(
            "/orders.json",
            {
                "limit": "{limit|50}",
                "status": "{options.status}",
                "fields": "{options.fields}",
                "created_at_min": "{options.createdAtMin}",
            },
            "$answer.orders",
        ),
        ("order", "create"): post("/orders.json", {"order": "{additionalFields}"}, "$answer.order"),
        ("order", "update"): Operation(
            "PUT",
            "/orders/{orderId}.json",
            body={"order": "{updateFields}"},
            items="$answer.order",
            is_one=True,
        ),
        ("order", "delete"): delete("/orders/{orderId}.json"),
        ("product", "get"): get("/products/{productId}.json", items="$answer.product", is_one=True),
        ("product", "getAll"): get(
            "/products.json",
            {
                "limit": "{limit|50}",
                "fields": "{additionalFields.fields}",
                "title": "{additionalFields.title}",
            },
            "$answer.products",
        ),
        ("product", "create"): post(
            "/products.json", {"product": ({"title": "{title}"}, "{additionalFields}")}, "$answer.product"
        ),
        ("product", "update"): Operation(
            "PUT",
            "/products/{productId}.json",
            body={"product": "{updateFields}"},
            items="$answer.product",
            is_one=True,
        ),
        ("product", "delete"): delete("/products/{productId}.json"),
    },
    default="order",
    defaults={"order": "create", "product": "create"},
    header="X-Shopify-Access-Token",
    scheme="",
)

WOO_COMMERCE: Final = Application(
    "WooCommerce",
    "https://<site>/wp-json/wc/v3",
    {
        **records(
            "product",
            "/products",
            "{productId}",
            ({"name": "{name}"}, {"sku": "{additionalFields.sku}", "status": "{additionalFields.status}"}),
            change="PUT",
            query={
                "per_page": "{limit|50}",
                "search": "{options.search}",
                "sku": "{options.sku}",
                "status": "{options.status}",
            },
        ),
        **records(
            "order",
            "/orders",
            "{orderId}",
            {"status": "{additionalFields.status}", "customer_id": "{additionalFields.customerId}"},
            {"status": "{updateFields.status}", "customer_note": "{updateFields.customerNote}"},
            change="PUT",
            query={
                "per_page": "{limit|50}",
                "search": "{options.search}",
                "status": "{options.status}",
                "after": "{options.after}",
                "before": "{options.before}",
            },
        ),
        **records(
            "customer",
            "/customers",
            "{customerId}",
            (
                {"email": "{email}"},
                {
                    "first_name": "{additionalFields.first_name}",
                    "last_name": "{additionalFields.last_name}",
                    "username": "{additionalFields.username}",
                },
            ),
            change="PUT",
            query={"per_page": "{limit|50}", "email": "{filters.email}"},
        ),
    },
    default="product",
    defaults={"product": "create", "order": "create", "customer": "create"},
    scheme="Basic",
)

INVOICE_NINJA: Final = Application(
    "Invoice Ninja",
    "https://invoicing.co/api/v1",
    {
        (resource, operation): each
        for resource, path in (
            ("client", "clients"),
            ("invoice", "invoices"),
            ("payment", "payments"),
            ("quote", "quotes"),
            ("expense", "expenses"),
            ("task", "tasks"),
        )
        for operation, each in (
            ("get", get(f"/{path}/{{{resource}Id}}", items="$answer.data", is_one=True)),
            ("getAll", get(f"/{path}", {"per_page": "{limit|50}"}, "$answer.data")),
            ("delete", delete(f"/{path}/{{{resource}Id}}")),
        )
    },
    default="client",
    defaults=dict.fromkeys(("client", "invoice", "payment", "quote", "expense", "task"), "create"),
    header="X-Api-Token",
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
    defaults={"user": "create", "lead": "create", "company": "get"},
    headers={"Intercom-Version": "2.11"},
)

FRESHDESK: Final = Application(
    "Freshdesk",
    "https://<domain>.freshdesk.com/api/v2",
    {
        **records(
            "ticket",
            "/tickets",
            "{ticketId}",
            (
                {"email": "{requesterIdentificationValue}", "status": 2, "priority": 1},
                {
                    "subject": "{options.subject}",
                    "description": "{options.description}",
                    "type": "{options.type}",
                },
            ),
            {"subject": "{updateFields.subject}", "type": "{updateFields.type}"},
            change="PUT",
            query={"per_page": "{limit|5}", "email": "{options.requesterEmail}"},
        ),
        **records(
            "contact",
            "/contacts",
            "{contactId}",
            ({"name": "{name}", "email": "{email}"}, "{additionalFields}"),
            "{additionalFields}",
            change="PUT",
            query={},
        ),
    },
    default="ticket",
    defaults={"ticket": "create", "contact": "create"},
    scheme="Basic",
)

ZAMMAD: Final = Application(
    "Zammad",
    "https://<host>/api/v1",
    {
        **records(
            "ticket",
            "/tickets",
            "{id}",
            {
                "title": "{title}",
                "group": "{group}",
                "customer": "{customer}",
                "article": "{article.articleDetails}",
            },
            change="PUT",
            query={"per_page": "{limit|50}"},
        ),
        **{
            key: each
            for resource, path in (("user", "users"), ("group", "groups"), ("organization", "organizations"))
            for key, each in records(
                resource,
                f"/{path}",
                "{id}",
                (
                    {"name": "{name}", "firstname": "{firstname}", "lastname": "{lastname}"},
                    {"email": "{additionalFields.email}", "note": "{additionalFields.note}"},
                ),
                change="PUT",
                query={"per_page": "{limit|50}"},
            ).items()
        },
        ("user", "search"): get("/users/search", {"query": "{query}", "limit": "{limit|50}"}),
        ("user", "getSelf"): get("/users/me", is_one=True),
    },
    default="user",
    defaults=dict.fromkeys(("user", "ticket", "group", "organization"), "create"),
)

SERVICE_NOW: Final = Application(
    "ServiceNow",
    "https://<instance>.service-now.com/api/now/table",
    {
        **records(
            "incident",
            "/incident",
            "{id}",
            ({"short_description": "{short_description}"}, "{additionalFields}"),
            items="$answer.result",
            answer="$answer.result",
            query={"sysparm_limit": "{limit|50}", "sysparm_query": "{options.sysparm_query}"},
        ),
        **records(
            "tableRecord",
            "/{tableName}",
            "{id}",
            "{rows:fieldsToSend.field}",
            "{rows:fieldsToSend.field}",
            items="$answer.result",
            answer="$answer.result",
            query={"sysparm_limit": "{limit|50}", "sysparm_query": "{options.sysparm_query}"},
        ),
        **{
            (resource, operation): each
            for resource, path in (
                ("user", "sys_user"),
                ("userGroup", "sys_user_group"),
                ("userRole", "sys_user_role"),
                ("department", "cmn_department"),
                ("businessService", "cmdb_ci_service"),
                ("configurationItems", "cmdb_ci"),
                ("dictionary", "sys_dictionary"),
            )
            for operation, each in (
                ("get", get(f"/{path}/{{id}}", items="$answer.result", is_one=True)),
                (
                    "getAll",
                    get(
                        f"/{path}",
                        {"sysparm_limit": "{limit|50}", "sysparm_query": "{options.sysparm_query}"},
                        "$answer.result",
                    ),
                ),
            )
        },
    },
    default="user",
    defaults={"user": "get", "incident": "create", "tableRecord": "create"},
)

ERP_NEXT: Final = Application(
    "ERPNext",
    "https://<host>/api/resource",
    records(
        "document",
        "/{docType}",
        "{documentName}",
        "{rows:properties.customProperty}",
        "{rows:properties.customProperty}",
        items="$answer.data",
        answer="$answer.data",
        change="PUT",
        query={"limit": "{limit|10}"},
    ),
    default="document",
    defaults={"document": "create"},
    scheme="token",
)

_SOBJECTS: Final = (
    (
        "lead",
        "Lead",
        {"Company": "{company}", "LastName": "{lastname}"},
        "SELECT Id, Company, FirstName, LastName, Email",
    ),
    ("contact", "Contact", {"LastName": "{lastname}"}, "SELECT Id, FirstName, LastName, Email"),
    ("account", "Account", {"Name": "{name}"}, "SELECT Id, Name, Type"),
    (
        "opportunity",
        "Opportunity",
        {"Name": "{name}", "CloseDate": "{closeDate}", "StageName": "{stageName}"},
        "SELECT Id, AccountId, Amount, Probability, Type",
    ),
    ("case", "Case", {"Type": "{type}"}, "SELECT Id, AccountId, ContactId, Priority, Status, Subject, Type"),
    ("task", "Task", {"Status": "{status}"}, "SELECT Id, Subject, Status, Priority"),
)

SALESFORCE: Final = Application(
    "Salesforce",
    "https://<instance>.my.salesforce.com/services/data/v59.0",
    {
        **{
            (resource, operation): each
            for resource, kind, new, fields in _SOBJECTS
            for operation, each in (
                ("create", post(f"/sobjects/{kind}", new)),
                ("get", get(f"/sobjects/{kind}/{{{resource}Id}}", is_one=True)),
                ("delete", delete(f"/sobjects/{kind}/{{{resource}Id}}")),
                (
                    "getAll",
                    get(
                        "/query",
                        {"q": f"{fields} FROM {kind} LIMIT {{limit|50}}"},
                        "$answer.records",
                    ),
                ),
            )
        },
        ("search", "query"): get("/query", {"q": "{query}"}, "$answer.records"),
    },
    default="lead",
    defaults={**{resource: "create" for resource, *_ in _SOBJECTS}, "search": "query"},
)

"""Services that send mails and keep lists of people who get them."""

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import DONE, Application

MAILGUN: Final = Application(
    "Mailgun",
    "https://api.mailgun.net/v3/<domain>",
    {
        ("", ""): post(
            "/messages",
            parameters(
                "from=fromEmail to=toEmail cc=ccEmail bcc=bccEmail h:Reply-To=replyTo subject text html"
            ),
            body_type="form",
        )
    },
)

MAILJET: Final = Application(
    "Mailjet",
    "https://api.mailjet.com",
    {
        ("email", "send"): post(
            "/v3.1/send",
            {
                "Messages": [
                    {
                        "From": {"Email": "{fromEmail}", "Name": "{additionalFields.fromName}"},
                        "To": "{mailjet:toEmail}",
                        "Cc": "{mailjet:additionalFields.ccAddresses}",
                        "Bcc": "{mailjet:additionalFields.bccEmail}",
                        **parameters("Subject=subject TextPart=text HTMLPart=html"),
                    }
                ]
            },
            "$answer.Messages",
        ),
        ("email", "sendTemplate"): post(
            "/v3.1/send",
            {
                "Messages": [
                    {
                        "From": {"Email": "{fromEmail}", "Name": "{additionalFields.fromName}"},
                        "To": "{mailjet:toEmail}",
                        "Subject": "{additionalFields.subject, subject}",
                        "TemplateID": "{number:templateId}",
                        "TemplateLanguage": True,
                        "Variables": "{rows:variablesUi.variablesValues}",
                    }
                ]
            },
            "$answer.Messages",
        ),
        ("sms", "send"): post("/v4/sms-send", {"From": "{from}", "To": "{to}", "Text": "{text}"}),
    },
    default="email",
    defaults={"email": "send", "sms": "send"},
)

MANDRILL: Final = Application(
    "Mandrill",
    "https://mandrillapp.com/api/1.0",
    {
        ("message", "sendHtml"): post(
            "/messages/send.json",
            {
                "key": "<key>",
                "message": {
                    "from_email": "{fromEmail}",
                    "from_name": "{options.fromName}",
                    "to": "{addresses:toEmail}",
                    **settings("options", "subject html text"),
                },
            },
            "$answer",
        ),
        ("message", "sendTemplate"): post(
            "/messages/send-template.json",
            {
                "key": "<key>",
                "template_name": "{template}",
                "template_content": [],
                "message": {
                    "from_email": "{fromEmail}",
                    "from_name": "{options.fromName}",
                    "to": "{addresses:toEmail}",
                    "subject": "{options.subject}",
                },
            },
            "$answer",
        ),
    },
    default="message",
    defaults={"message": "sendTemplate"},
)

CUSTOMER_IO: Final = Application(
    "Customer.io",
    "https://track.customer.io/api/v1",
    {
        ("customer", "upsert"): put(
            "/customers/{id}",
            (
                {"email": "{additionalFields.email}"},
                "{rows:additionalFields.customProperties.customProperty}",
            ),
        ),
        ("customer", "delete"): delete("/customers/{id}"),
        ("event", "track"): post(
            "/customers/{customerId}/events",
            {
                "name": "{eventName}",
                "type": "{additionalFields.type}",
                "data": "{rows:additionalFields.customAttributes.customAttribute}",
            },
        ),
        ("event", "trackAnonymous"): post(
            "/events",
            {"name": "{eventName}", "data": "{rows:additionalFields.customAttributes.customAttribute}"},
        ),
        ("segment", "add"): post("/segments/{segmentId}/add_customers", {"ids": "{list:customerIds}"}),
        ("segment", "remove"): post("/segments/{segmentId}/remove_customers", {"ids": "{list:customerIds}"}),
    },
    default="customer",
    defaults={"customer": "upsert", "event": "track", "segment": "add"},
)

CONVERT_KIT: Final = Application(
    "ConvertKit",
    "https://api.convertkit.com/v3",
    {
        **{
            (resource, operation): each
            for resource, path in (("form", "forms"), ("sequence", "sequences"))
            for operation, each in (
                (
                    "addSubscriber",
                    post(
                        f"/{path}/{{id}}/subscribe",
                        {"email": "{email}", "first_name": "{additionalFields.firstName}"},
                        "$answer.subscription",
                    ),
                ),
                ("getAll", get(f"/{path}", items="$lookup($answer, $keys($answer)[0])")),
                ("getSubscriptions", get(f"/{path}/{{id}}/subscriptions", items="$answer.subscriptions")),
            )
        },
        ("tag", "create"): post("/tags", {"tag": {"name": "{name}"}}),
        ("tag", "getAll"): get("/tags", items="$answer.tags"),
        ("tagSubscriber", "add"): post(
            "/tags/{tagId}/subscribe",
            {"email": "{email}", "first_name": "{additionalFields.firstName}"},
            "$answer.subscription",
        ),
        ("tagSubscriber", "getAll"): get("/tags/{tagId}/subscriptions", items="$answer.subscriptions"),
        ("tagSubscriber", "delete"): post("/tags/{tagId}/unsubscribe", {"email": "{email}"}),
        ("customField", "create"): post("/custom_fields", {"label": "{label}"}),
        ("customField", "getAll"): get("/custom_fields", items="$answer.custom_fields"),
        ("customField", "update"): put("/custom_fields/{id}", {"label": "{label}"}),
        ("customField", "delete"): delete("/custom_fields/{id}"),
    },
    default="form",
    defaults={
        "form": "addSubscriber",
        "sequence": "addSubscriber",
        "tag": "create",
        "tagSubscriber": "add",
        "customField": "update",
    },
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
            DONE,
        ),
        ("contact", "getAll"): get("/marketing/contacts", items="$answer.result"),
        ("contact", "get"): get(
            "/marketing/contacts/{contactId}",
            is_one=True,
            where={
                ("by", "email"): post(
                    "/marketing/contacts/search", {"query": "email LIKE '{email}'"}, "$answer.result[0]"
                )
            },
        ),
        ("contact", "upsert"): put(
            "/marketing/contacts",
            {
                "contacts": [
                    {
                        "email": "{email}",
                        **settings(
                            "additionalFields", "first_name=firstName last_name=lastName city country"
                        ),
                    }
                ]
            },
        ),
        ("contact", "delete"): replace(
            delete("/marketing/contacts?ids={ids}", "$answer"),
            where={("deleteAll", True): delete("/marketing/contacts?delete_all_contacts=true", "$answer")},
        ),
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
        ("member", "delete"): post(f"{_MEMBER}/{{email}}/actions/delete-permanent", {}, DONE),
        ("campaign", "getAll"): get("/campaigns", {"count": "{limit|10}"}, "$answer.campaigns"),
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
                **parameters("subject htmlContent textContent"),
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
        ("campaign", "getAll"): get("/campaigns", {"limit": "{limit|5}"}),
        ("activity", "getAll"): get("/activities", {"limit": "{limit|5}"}),
        ("team", "get"): get("/team", is_one=True),
        ("unsubscribe", "add"): post("/unsubscribes/{email}", {}),
    },
    default="activity",
    defaults={
        "activity": "getAll",
        "lead": "create",
        "campaign": "getAll",
        "team": "get",
        "unsubscribe": "add",
    },
    scheme="Basic",
)

APPLICATIONS: Final = {
    "mailgun": MAILGUN,
    "mailjet": MAILJET,
    "mandrill": MANDRILL,
    "customerIo": CUSTOMER_IO,
    "convertKit": CONVERT_KIT,
    "sendGrid": SENDGRID,
    "mailchimp": MAILCHIMP,
    "sendInBlue": BREVO,
    "mailerLite": MAILER_LITE,
    "lemlist": LEMLIST,
}

"""Services that send mails and keep lists of people who get them."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, put
from exeoflow.importers.n8n.applications.model import Application

MAILGUN: Final = Application(
    "Mailgun",
    "https://api.mailgun.net/v3/<domain>",
    {
        ("", ""): post(
            "/messages",
            {
                "from": "{fromEmail}",
                "to": "{toEmail}",
                "cc": "{ccEmail}",
                "bcc": "{bccEmail}",
                "h:Reply-To": "{replyTo}",
                "subject": "{subject}",
                "text": "{text}",
                "html": "{html}",
            },
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
                        "Subject": "{subject}",
                        "TextPart": "{text}",
                        "HTMLPart": "{html}",
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
                    "subject": "{options.subject}",
                    "html": "{options.html}",
                    "text": "{options.text}",
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

APPLICATIONS: Final = {
    "mailgun": MAILGUN,
    "mailjet": MAILJET,
    "mandrill": MANDRILL,
    "customerIo": CUSTOMER_IO,
    "convertKit": CONVERT_KIT,
}

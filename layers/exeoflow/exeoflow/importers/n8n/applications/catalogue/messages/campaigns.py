"""Applications for campaigns and their subscribers, as n8n's nodes send to them."""

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
)
from exeoflow.importers.n8n.applications.model import DONE, Application

_ACTION_NETWORK: Final = Application(
    "Action Network",
    "https://actionnetwork.org/api/v2",
    {
        ("person", "update"): put(
            "/people/{personId}",
            {"family_name": "{updateFields.family_name}", "given_name": "{updateFields.given_name}"},
        ),
        ("petition", "update"): put(
            "/petitions/{petitionId}",
            settings("updateFields", "browser_url featured_image_url name petition_text"),
        ),
        ("signature", "update"): put(
            "/petitions/{petitionId}/signatures/{signatureId}", {"comments": "{updateFields.comments}"}
        ),
        ("personTag", "add"): post(
            "/tags/{tagId}/taggings",
            {"_links": {"osdi:person": {"href": "https://actionnetwork.org/api/v2/people/{personId}"}}},
        ),
        ("personTag", "remove"): delete("/tags/{tagId}/taggings/{taggingId}", "$answer"),
    },
    default="attendance",
    defaults={"person": "create", "petition": "create", "signature": "create", "personTag": "add"},
)

_AUTOPILOT: Final = Application(
    "Autopilot",
    "https://api2.autopilothq.com/v1",
    {
        ("contact", "upsert"): post(
            "/contact",
            {
                "contact": {
                    "Email": "{email}",
                    **settings(
                        "additionalFields",
                        "Company Fax FirstName Industry LastName LeadSource LinkedIn",
                        "_autopilot_list=autopilotList MailingCountry MailingPostalCode MailingState",
                        "MailingStreet MailingCity MobilePhone _NewEmail=newEmail notify NumberOfEmployees",
                        "owner_name Phone Salutation _autopilot_session_id=autopilotSessionId Status Title",
                        "unsubscribed Website",
                    ),
                }
            },
        ),
        ("contact", "delete"): delete("/contact/{contactId}"),
        ("contact", "get"): get("/contact/{contactId}", is_one=True),
        ("contactJourney", "add"): post("/trigger/{triggerId}/contact/{contactId}", {}, DONE, is_one=True),
        ("contactList", "add"): post("/list/{listId}/contact/{contactId}", {}),
        ("contactList", "exist"): get("/list/{listId}/contact/{contactId}", is_one=True),
        ("contactList", "remove"): delete("/list/{listId}/contact/{contactId}", "$answer"),
        ("list", "create"): post("/list", {"name": "{name}"}),
        ("list", "getAll"): get("/lists", items="$answer.lists"),
    },
    default="contact",
    defaults={"contact": "upsert", "contactJourney": "add", "contactList": "add", "list": "create"},
    header="autopilotapikey",
    scheme="",
)

_EGOI: Final = Application(
    "E-goi",
    "https://api.egoiapp.com/lists",
    {
        ("contact", "update"): patch(
            "/{list}/contacts/{contactId}",
            {
                "extra": [],
                "base": settings("updateFields", "cellphone email first_name last_name status tagIds"),
            },
        )
    },
    default="contact",
    defaults={"contact": "create"},
    header="Apikey",
    scheme="",
)

_GET_RESPONSE: Final = Application(
    "GetResponse",
    "https://api.getresponse.com/v3",
    {
        ("contact", "create"): post(
            "/contacts",
            {
                "email": "{email}",
                "campaign": {"campaignId": "{campaignId}"},
                **settings("additionalFields", "dayOfCycle ipAddress name note scoring tags"),
            },
            DONE,
            is_one=True,
        ),
        ("contact", "delete"): delete(
            "/contacts/{contactId}",
            query={"ipAddress": "{options.ipAddress}", "messageId": "{options.messageId}"},
        ),
        ("contact", "get"): get("/contacts/{contactId}", {"fields": "{options.fields}"}, is_one=True),
        ("contact", "getAll"): get(
            "/contacts",
            {
                "perPage": "{limit|=20}",
                **settings(
                    "options",
                    "query[campaignId]=campaignId fields query[name]=name query[origin]=origin sortOrder",
                ),
            },
        ),
        ("contact", "update"): post(
            "/contacts/{contactId}",
            settings("updateFields", "campaignId dayOfCycle email ipAddress name note scoring tags"),
        ),
    },
    default="contact",
    defaults={"contact": "get"},
    header="X-Auth-Token",
    scheme="",
)

_VERO: Final = Application(
    "Vero",
    "https://api.getvero.com/api/v2",
    {
        ("user", "addTags"): put("/users/tags/edit", {"id": "{id}", "add": '["{tags}"]'}, body_type="form"),
        ("user", "alias"): put("/users/reidentify", {"id": "{id}", "new_id": "{newId}"}, body_type="form"),
        ("user", "create"): post(
            "/users/track",
            {
                "id": "{id}",
                "email": "{additionalFields.email}",
                "data": "{rows:dataAttributesUi.dataAttributesValues}",
            },
            body_type="form",
        ),
        ("user", "delete"): post("/users/delete", {"id": "{id}"}, body_type="form"),
        ("user", "resubscribe"): post("/users/resubscribe", {"id": "{id}"}, body_type="form"),
        ("user", "removeTags"): put(
            "/users/tags/edit", {"id": "{id}", "remove": '["{tags}"]'}, body_type="form"
        ),
        ("user", "unsubscribe"): post("/users/unsubscribe", {"id": "{id}"}, body_type="form"),
        ("event", "track"): post(
            "/events/track",
            {"identity": {"id": "{id}", "email": "{email}"}, "event_name": "{eventName}", "email": "{email}"},
            body_type="form",
        ),
    },
    default="user",
    defaults={"user": "create", "event": "track"},
)

_TAPFILIATE: Final = Application(
    "Tapfiliate",
    "https://api.tapfiliate.com/1.6",
    {
        ("affiliate", "create"): post(
            "/affiliates/",
            {
                **parameters("firstname lastname email"),
                "address": {
                    **settings(
                        "additionalFields.addressUi.addressValues",
                        "address address_two postal_code city state",
                    ),
                    "country": {"code": "{additionalFields.addressUi.addressValues.country}"},
                },
                "company": {"name": "{additionalFields.companyName}"},
            },
        ),
        ("affiliate", "delete"): delete("/affiliates/{affiliateId}/"),
        ("affiliate", "get"): get("/affiliates/{affiliateId}/", is_one=True),
        ("affiliate", "getAll"): get(
            "/affiliates/",
            settings("filters", "affiliate_group_id click_id email parentId referral_code source_id"),
        ),
        ("affiliateMetadata", "remove"): delete("/affiliates/{affiliateId}/meta-data/{key}/"),
        ("programAffiliate", "add"): post(
            "/programs/{programId}/affiliates/",
            {
                "affiliate": {"id": "{affiliateId}"},
                "approved": "{additionalFields.approved}",
                "coupon": "{additionalFields.coupon}",
            },
        ),
        ("programAffiliate", "approve"): put("/programs/{programId}/affiliates/{affiliateId}/approved/", {}),
        ("programAffiliate", "disapprove"): delete(
            "/programs/{programId}/affiliates/{affiliateId}/approved/", "$answer"
        ),
        ("programAffiliate", "get"): get("/programs/{programId}/affiliates/{affiliateId}/", is_one=True),
        ("programAffiliate", "getAll"): get(
            "/programs/{programId}/affiliates/",
            settings("filters", "affiliate_group_id email parentId source_id"),
        ),
    },
    default="affiliate",
    defaults={"affiliate": "create", "affiliateMetadata": "add", "programAffiliate": "add"},
    header="Api-Key",
    scheme="",
)

_DEMIO: Final = Application(
    "Demio",
    "https://my.demio.com/api/v1",
    {
        ("event", "get"): get("/event/{eventId}", {"active": "{additionalFields.active}"}, is_one=True),
        ("event", "getAll"): get("/events", {"type": "{filters.type}"}),
        ("event", "register"): put(
            "/event/register",
            {
                **parameters("name=firstName email id=eventId"),
                **settings("additionalFields", "company ref_url gdpr last_name phone_number date_id website"),
            },
        ),
    },
    default="event",
    defaults={"event": "get"},
    header="Api-Key",
    scheme="",
)

_CONTEXT: Final = {
    "app": {},
    "campaign": {},
    "device": {},
    **settings("context.contextUi", "active ip locate page timezone"),
}
_INTEGRATIONS: Final = {"salesforce": "{integrations.integrationsUi.salesforce}"}

_SEGMENT: Final = Application(
    "Segment",
    "https://api.segment.io/v1",
    {
        ("group", "add"): post(
            "/group",
            {
                "groupId": "{groupId}",
                "context": _CONTEXT,
                "userId": "{userId}",
                "traits": "{rows:traits.traitsUi}",
                "integrations": _INTEGRATIONS,
            },
        ),
        ("identify", "create"): post(
            "/identify",
            {"context": _CONTEXT, "traits": {}, "userId": "{userId}", "integrations": _INTEGRATIONS},
        ),
        ("track", "event"): post(
            "/track",
            {
                "event": "{event}",
                "traits": {},
                "context": _CONTEXT,
                "properties": {},
                "userId": "{userId}",
                "integrations": _INTEGRATIONS,
            },
        ),
        ("track", "page"): post(
            "/page",
            {
                "name": "{name}",
                "traits": {},
                "context": _CONTEXT,
                "properties": {},
                "userId": "{userId}",
                "integrations": _INTEGRATIONS,
            },
        ),
    },
    default="identify",
    defaults={"group": "add", "identify": "create", "track": "event"},
)

_POST_HOG: Final = Application(
    "PostHog",
    "https://app.posthog.com",
    {
        ("alias", "create"): post(
            "/batch",
            {
                "api_key": "<api key>",
                "type": "alias",
                "event": "$create_alias",
                "context": {},
                "properties": {"distinct_id": "{distinctId}", "alias": "{alias}"},
                "timestamp": "{additionalFields.timestamp}",
            },
        ),
        ("event", "create"): post(
            "/capture",
            {
                "api_key": "<api key>",
                "batch": [{"event": "{eventName}", "properties": {"distinct_id": "{distinctId}"}}],
            },
        ),
        ("identity", "create"): post(
            "/batch",
            {
                "api_key": "<api key>",
                "event": "$identify",
                "properties": {},
                "distinct_id": "{distinctId}",
                "messageId": "{additionalFields.messageId}",
                "timestamp": "{additionalFields.timestamp}",
            },
        ),
        ("track", "page"): post(
            "/batch",
            {
                "api_key": "<api key>",
                "name": "{name}",
                "type": "page",
                "event": "$page",
                "context": {},
                "distinct_id": "{distinctId}",
                "properties": {},
                **settings("additionalFields", "category messageId timestamp"),
            },
        ),
        ("track", "screen"): post(
            "/batch",
            {
                "api_key": "<api key>",
                "name": "{name}",
                "type": "screen",
                "event": "$screen",
                "context": {},
                "distinct_id": "{distinctId}",
                "properties": {},
                **settings("additionalFields", "category messageId timestamp"),
            },
        ),
    },
    default="event",
    defaults={"alias": "create", "event": "create", "identity": "create", "track": "page"},
)

_MAILCHECK: Final = Application(
    "Mailcheck",
    "https://api.mailcheck.co/v1",
    {("email", "check"): post("/singleEmail:check", {"email": "{email}"})},
    default="email",
    defaults={"email": "check"},
)

_MESSAGE_BIRD: Final = Application(
    "MessageBird",
    "https://rest.messagebird.com",
    {
        ("sms", "send"): post(
            "/messages",
            {
                "recipients": ["{number:recipients}"],
                "originator": "{originator}",
                "body": "{message}",
                **settings(
                    "additionalFields",
                    "createdDatetime datacoding gateway groupIds reference reportUrl scheduledDatetime",
                    "type typeDetails",
                ),
            },
        ),
        ("balance", "get"): get("/balance", is_one=True),
    },
    default="sms",
    defaults={"sms": "send", "balance": "get"},
    scheme="AccessKey",
)

_MOCEAN: Final = Application(
    "Mocean",
    "https://rest.moceanapi.com/rest/2",
    {
        ("sms", "send"): post(
            "/sms",
            {
                **parameters("mocean-from=from mocean-to=to mocean-text=message"),
                "mocean-api-key": "<api key>",
                "mocean-api-secret": "<api secret>",
                "mocean-resp-format": "JSON",
            },
            "$answer.messages",
            body_type="form",
        )
    },
    default="sms",
    defaults={"sms": "send"},
)

_PLIVO: Final = Application(
    "Plivo",
    "https://api.plivo.com/v1/Account/<auth id>",
    {
        ("sms", "send"): post(
            "/Message/", {"src": "{from}", "dst": "{to}", "text": "{message}"}, body_type="form"
        ),
        ("mms", "send"): post(
            "/Message/",
            {**parameters("src=from dst=to text=message"), "type": "mms", "media_urls": "{media_urls}"},
            body_type="form",
        ),
        ("call", "make"): post(
            "/Call/",
            {**parameters("from to answer_url"), "answer_method": "{answer_method|POST}"},
            body_type="form",
        ),
    },
    default="sms",
    defaults={"sms": "send", "mms": "send", "call": "make"},
    scheme="Basic",
)

_VONAGE: Final = Application(
    "Vonage",
    "https://rest.nexmo.com/sms",
    {
        ("sms", "send"): post(
            "/json",
            {
                "api_key": "<api key>",
                "api_secret": "<api secret>",
                "from": "{from}",
                "to": "{to}",
                "type": "text",
                "text": "{message}",
                **settings(
                    "additionalFields",
                    "account-ref callback client-ref message-class protocol-id status-report-req",
                ),
            },
            "$answer.messages",
            is_one=True,
            body_type="form",
        )
    },
    default="sms",
    defaults={"sms": "send"},
)

_PUSHCUT: Final = Application(
    "Pushcut",
    "https://api.pushcut.io/v1/notifications",
    {("notification", "send"): post("/{notificationName}", "{additionalFields}")},
    default="notification",
    defaults={"notification": "send"},
    header="API-Key",
    scheme="",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "actionNetwork": _ACTION_NETWORK,
        "autopilot": _AUTOPILOT,
        "egoi": _EGOI,
        "getResponse": _GET_RESPONSE,
        "vero": _VERO,
        "tapfiliate": _TAPFILIATE,
        "demio": _DEMIO,
        "segment": _SEGMENT,
        "postHog": _POST_HOG,
        "mailcheck": _MAILCHECK,
        "messageBird": _MESSAGE_BIRD,
        "mocean": _MOCEAN,
        "plivo": _PLIVO,
        "vonage": _VONAGE,
        "pushcut": _PUSHCUT,
    }
)
"""By the type of n8n's node."""

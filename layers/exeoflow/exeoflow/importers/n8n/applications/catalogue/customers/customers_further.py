"""Further operations of the applications of `customers`, as n8n's nodes send them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import Operation

_MAUTIC: Final = {
    ("contact", "editContactPoint"): post(
        "/contacts/{contactId}/points/plus/{points}", {}, is_one=False, where={("action", "remove"): None}
    ),
    ("contact", "editDoNotContactList"): post(
        "/contacts/{contactId}/dnc/{channel|email}/{action|add}",
        settings("additionalFields", "reason comments"),
        is_one=False,
    ),
    ("segmentEmail", "send"): post("/emails/{segmentEmailId}/send", {}, is_one=False),
}

_PRODUCT: Final = "name price quantity externalid category sku description imageUrl productUrl"

_ACTIVE_CAMPAIGN: Final = {
    ("account", "create"): post(
        "/accounts",
        {
            "account": {
                "name": "{name}",
                "accountUrl": "{additionalFields.accountUrl}",
                "fields": "{additionalFields.fields.property}",
            }
        },
        "$answer.account",
        is_one=True,
    ),
    ("account", "delete"): delete("/accounts/{accountId}", "$answer"),
    ("account", "get"): get("/accounts/{accountId}", is_one=True),
    ("account", "getAll"): get(
        "/accounts", {"limit": "{limit|=100}", "search": "{filters.search}"}, "$answer.accounts"
    ),
    ("account", "update"): put(
        "/accounts/{accountId}",
        {"account": settings("updateFields", "name accountUrl fields=fields.property")},
        items="$answer.account",
    ),
    ("accountContact", "create"): post(
        "/accountContacts",
        {
            "accountContact": {
                "contact": "{contact}",
                "account": "{account}",
                "jobTitle": "{additionalFields.jobTitle}",
            }
        },
        "$answer.accountContact",
        is_one=True,
    ),
    ("accountContact", "delete"): delete("/accountContacts/{accountContactId}", "$answer"),
    ("accountContact", "update"): put(
        "/accountContacts/{accountContactId}",
        {"accountContact": {"jobTitle": "{updateFields.jobTitle}"}},
        items="$answer.accountContact",
    ),
    ("tag", "create"): post(
        "/tags",
        {
            "tag": {
                "tag": "{name}",
                "tagType": "{tagType|contact}",
                "description": "{additionalFields.description}",
            }
        },
        "$answer.tag",
        is_one=True,
    ),
    ("tag", "delete"): delete("/tags/{tagId}", "$answer"),
    ("tag", "get"): get("/tags/{tagId}", is_one=True),
    ("tag", "update"): put(
        "/tags/{tagId}",
        {"tag": {"tag": "{updateFields.tag}", "description": "{updateFields.description}"}},
        items="$answer.tag",
    ),
    ("deal", "createNote"): post("/deals/{dealId}/notes", {"note": {"note": "{dealNote}"}}),
    ("deal", "updateNote"): put("/deals/{dealId}/notes/{dealNoteId}", {"note": {"note": "{dealNote}"}}),
    ("connection", "create"): post(
        "/connections", {"connection": parameters("service externalid name logoUrl linkUrl")}
    ),
    ("connection", "delete"): delete("/connections/{connectionId}", "$answer"),
    ("connection", "get"): get("/connections/{connectionId}", is_one=True),
    ("connection", "getAll"): get("/connections", {"limit": "{limit|=100}"}, "$answer.connections"),
    ("connection", "update"): put(
        "/connections/{connectionId}",
        {"connection": settings("updateFields", "service externalid name logoUrl linkUrl status syncStatus")},
    ),
    ("ecommerceOrder", "create"): post(
        "/ecomOrders",
        {
            "ecomOrder": {
                "source": "{source|=0}",
                "email": "{email}",
                "totalPrice": "{totalPrice|=0}",
                "currency": "{currency|eur}",
                "externalCreatedDate": "{externalCreatedDate}",
                "connectionid": "{connectionid|=0}",
                "customerid": "{customerid|=0}",
                **parameters("externalid externalcheckoutid abandonedDate"),
                "orderProducts": settings("orderProducts", _PRODUCT),
                **settings(
                    "additionalFields",
                    "shippingAmount taxAmount discountAmount orderUrl externalUpdatedDate shippingMethod",
                    "orderNumber",
                ),
            }
        },
        where={
            ("currency", "usd"): None,
            ("currency", "gbp"): None,
            ("currency", "chf"): None,
            ("currency", "cny"): None,
            ("currency", "aed"): None,
        },
    ),
    ("ecommerceOrder", "delete"): delete("/ecomOrders/{orderId}", "$answer"),
    ("ecommerceOrder", "get"): get("/ecomOrders/{orderId}", is_one=True),
    ("ecommerceOrder", "getAll"): get("/ecomOrders", {"limit": "{limit|=100}"}, "$answer.ecomOrders"),
    ("ecommerceOrder", "update"): put(
        "/ecomOrders/{orderId}",
        {
            "ecomOrder": {
                **settings(
                    "updateFields",
                    "externalid externalcheckoutid source email totalPrice currency connectionid customerid",
                    "externalupdatedDate abandonedDate shippingAmount taxAmount discountAmount orderUrl",
                    "externalUpdatedDate shippingMethod orderNumber",
                ),
                "orderProducts": settings("updateFields.orderProducts", _PRODUCT),
            }
        },
    ),
    ("ecommerceCustomer", "create"): post(
        "/ecomCustomers", {"ecomCustomer": parameters("connectionid externalid email")}
    ),
    ("ecommerceCustomer", "delete"): delete("/ecomCustomers/{ecommerceCustomerId}", "$answer"),
    ("ecommerceCustomer", "get"): get("/ecomCustomers/{ecommerceCustomerId}", is_one=True),
    ("ecommerceCustomer", "getAll"): get(
        "/ecomCustomers", {"limit": "{limit|=100}"}, "$answer.ecomCustomers"
    ),
    ("ecommerceCustomer", "update"): put(
        "/ecomCustomers/{ecommerceCustomerId}",
        {"ecomCustomer": settings("updateFields", "connectionid externalid email")},
    ),
    ("ecommerceOrderProducts", "getAll"): get(
        "/ecomOrderProducts", {"limit": "{limit|=100}"}, "$answer.ecomOrderProducts"
    ),
    ("ecommerceOrderProducts", "getByProductId"): get("/ecomOrderProducts/{procuctId}", is_one=True),
    ("ecommerceOrderProducts", "getByOrderId"): get("/ecomOrders/{orderId}/orderProducts", is_one=True),
}

_OWN_ATTRIBUTES: Final = {"custom_attributes": "{rows:customAttributesUi.customAttributesValues}"}
_WRITTEN_COMPANY: Final = post(
    "/companies",
    {
        "company_id": "{companyId}",
        **settings("additionalFields", "industry monthly_spend=monthlySpend name plan size website"),
        **_OWN_ATTRIBUTES,
    },
)

_NEW_USER: Final = {
    **settings(
        "additionalFields",
        "email name phone session_count=sessionCount unsubscribed_from_emails=unsubscribedFromEmails",
        "update_last_request_at=updateLastRequestAt utm_campaign=utmCampaign utm_content=utmContent",
        "utm_medium=utmMedium utm_source=utmSource utm_term=utmTerm user_id=userId",
    ),
    **_OWN_ATTRIBUTES,
}
_USER_BY_EMAIL: Final = post("/users", {**_NEW_USER, "email": "{idValue}"})
_INTERCOM: Final = {
    ("user", "create"): replace(
        _USER_BY_EMAIL,
        where={
            ("identifierType", "email"): _USER_BY_EMAIL,
            ("identifierType", "userId"): post("/users", {**_NEW_USER, "user_id": "{idValue}"}),
        },
    ),
    ("lead", "create"): post(
        "/contacts",
        {
            "email": "{email}",
            **settings(
                "additionalFields",
                "name phone unsubscribed_from_emails=unsubscribedFromEmails",
                "update_last_request_at=updateLastRequestAt utm_campaign=utmCampaign utm_content=utmContent",
                "utm_medium=utmMedium utm_source=utmSource utm_term=utmTerm",
            ),
            **_OWN_ATTRIBUTES,
        },
    ),
    ("lead", "update"): post(
        "/contacts",
        {
            "id": "{value}",
            **settings(
                "additionalFields",
                "email name phone unsubscribed_from_emails=unsubscribedFromEmails",
                "update_last_request_at=updateLastRequestAt utm_campaign=utmCampaign utm_content=utmContent",
                "utm_medium=utmMedium utm_source=utmSource utm_term=utmTerm",
            ),
            **_OWN_ATTRIBUTES,
        },
        where={("updateBy", "userId"): None},
    ),
    ("user", "update"): post(
        "/users",
        {
            "id": "{value}",
            **settings(
                "additionalFields",
                "email name phone session_count=sessionCount user_id=userId",
                "unsubscribed_from_emails=unsubscribedFromEmails update_last_request_at=updateLastRequestAt",
                "utm_campaign=utmCampaign utm_content=utmContent utm_medium=utmMedium utm_source=utmSource",
                "utm_term=utmTerm",
            ),
            **_OWN_ATTRIBUTES,
        },
        where={("updateBy", "userId"): None, ("updateBy", "email"): None},
    ),
    ("company", "create"): _WRITTEN_COMPANY,
    ("company", "update"): _WRITTEN_COMPANY,
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"mautic": _MAUTIC, "activeCampaign": _ACTIVE_CAMPAIGN, "intercom": _INTERCOM}
)
"""By the type of n8n's node."""

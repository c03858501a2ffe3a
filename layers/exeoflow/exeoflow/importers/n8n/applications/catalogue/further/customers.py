"""Further operations of the applications of `catalogue.customers`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, put
from exeoflow.importers.n8n.applications.model import Operation

_MAUTIC: Final = {
    ("contact", "editContactPoint"): post(
        "/contacts/{contactId}/points/plus/{points}", {}, is_one=False, where={("action", "remove"): None}
    ),
    ("contact", "editDoNotContactList"): post(
        "/contacts/{contactId}/dnc/{channel|email}/add",
        {"reason": "{additionalFields.reason}", "comments": "{additionalFields.comments}"},
        is_one=False,
    ),
    ("segmentEmail", "send"): post("/emails/{segmentEmailId}/send", {}, is_one=False),
}

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
        {
            "account": {
                "name": "{updateFields.name}",
                "accountUrl": "{updateFields.accountUrl}",
                "fields": "{updateFields.fields.property}",
            }
        },
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
        "/connections",
        {
            "connection": {
                "service": "{service}",
                "externalid": "{externalid}",
                "name": "{name}",
                "logoUrl": "{logoUrl}",
                "linkUrl": "{linkUrl}",
            }
        },
    ),
    ("connection", "delete"): delete("/connections/{connectionId}", "$answer"),
    ("connection", "get"): get("/connections/{connectionId}", is_one=True),
    ("connection", "getAll"): get("/connections", {"limit": "{limit|=100}"}, "$answer.connections"),
    ("connection", "update"): put(
        "/connections/{connectionId}",
        {
            "connection": {
                "service": "{updateFields.service}",
                "externalid": "{updateFields.externalid}",
                "name": "{updateFields.name}",
                "logoUrl": "{updateFields.logoUrl}",
                "linkUrl": "{updateFields.linkUrl}",
                "status": "{updateFields.status}",
                "syncStatus": "{updateFields.syncStatus}",
            }
        },
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
                "externalid": "{externalid}",
                "externalcheckoutid": "{externalcheckoutid}",
                "abandonedDate": "{abandonedDate}",
                "orderProducts": {
                    "name": "{orderProducts.name}",
                    "price": "{orderProducts.price}",
                    "quantity": "{orderProducts.quantity}",
                    "externalid": "{orderProducts.externalid}",
                    "category": "{orderProducts.category}",
                    "sku": "{orderProducts.sku}",
                    "description": "{orderProducts.description}",
                    "imageUrl": "{orderProducts.imageUrl}",
                    "productUrl": "{orderProducts.productUrl}",
                },
                "shippingAmount": "{additionalFields.shippingAmount}",
                "taxAmount": "{additionalFields.taxAmount}",
                "discountAmount": "{additionalFields.discountAmount}",
                "orderUrl": "{additionalFields.orderUrl}",
                "externalUpdatedDate": "{additionalFields.externalUpdatedDate}",
                "shippingMethod": "{additionalFields.shippingMethod}",
                "orderNumber": "{additionalFields.orderNumber}",
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
                "externalid": "{updateFields.externalid}",
                "externalcheckoutid": "{updateFields.externalcheckoutid}",
                "source": "{updateFields.source}",
                "email": "{updateFields.email}",
                "totalPrice": "{updateFields.totalPrice}",
                "currency": "{updateFields.currency}",
                "connectionid": "{updateFields.connectionid}",
                "customerid": "{updateFields.customerid}",
                "externalupdatedDate": "{updateFields.externalupdatedDate}",
                "abandonedDate": "{updateFields.abandonedDate}",
                "shippingAmount": "{updateFields.shippingAmount}",
                "taxAmount": "{updateFields.taxAmount}",
                "discountAmount": "{updateFields.discountAmount}",
                "orderUrl": "{updateFields.orderUrl}",
                "externalUpdatedDate": "{updateFields.externalUpdatedDate}",
                "shippingMethod": "{updateFields.shippingMethod}",
                "orderNumber": "{updateFields.orderNumber}",
                "orderProducts": {
                    "name": "{updateFields.orderProducts.name}",
                    "price": "{updateFields.orderProducts.price}",
                    "quantity": "{updateFields.orderProducts.quantity}",
                    "externalid": "{updateFields.orderProducts.externalid}",
                    "category": "{updateFields.orderProducts.category}",
                    "sku": "{updateFields.orderProducts.sku}",
                    "description": "{updateFields.orderProducts.description}",
                    "imageUrl": "{updateFields.orderProducts.imageUrl}",
                    "productUrl": "{updateFields.orderProducts.productUrl}",
                },
            }
        },
    ),
    ("ecommerceCustomer", "create"): post(
        "/ecomCustomers",
        {
            "ecomCustomer": {
                "connectionid": "{connectionid}",
                "externalid": "{externalid}",
                "email": "{email}",
            }
        },
    ),
    ("ecommerceCustomer", "delete"): delete("/ecomCustomers/{ecommerceCustomerId}", "$answer"),
    ("ecommerceCustomer", "get"): get("/ecomCustomers/{ecommerceCustomerId}", is_one=True),
    ("ecommerceCustomer", "getAll"): get(
        "/ecomCustomers", {"limit": "{limit|=100}"}, "$answer.ecomCustomers"
    ),
    ("ecommerceCustomer", "update"): put(
        "/ecomCustomers/{ecommerceCustomerId}",
        {
            "ecomCustomer": {
                "connectionid": "{updateFields.connectionid}",
                "externalid": "{updateFields.externalid}",
                "email": "{updateFields.email}",
            }
        },
    ),
    ("ecommerceOrderProducts", "getAll"): get(
        "/ecomOrderProducts", {"limit": "{limit|=100}"}, "$answer.ecomOrderProducts"
    ),
    ("ecommerceOrderProducts", "getByProductId"): get("/ecomOrderProducts/{procuctId}", is_one=True),
    ("ecommerceOrderProducts", "getByOrderId"): get("/ecomOrders/{orderId}/orderProducts", is_one=True),
}

_INTERCOM: Final = {
    ("lead", "create"): post(
        "/contacts",
        {
            "email": "{email}",
            "name": "{additionalFields.name}",
            "phone": "{additionalFields.phone}",
            "unsubscribed_from_emails": "{additionalFields.unsubscribedFromEmails}",
            "update_last_request_at": "{additionalFields.updateLastRequestAt}",
            "utm_campaign": "{additionalFields.utmCampaign}",
            "utm_content": "{additionalFields.utmContent}",
            "utm_medium": "{additionalFields.utmMedium}",
            "utm_source": "{additionalFields.utmSource}",
            "utm_term": "{additionalFields.utmTerm}",
            "custom_attributes": "{rows:customAttributesUi.customAttributesValues}",
        },
    ),
    ("lead", "update"): post(
        "/contacts",
        {
            "id": "{value}",
            "email": "{additionalFields.email}",
            "name": "{additionalFields.name}",
            "phone": "{additionalFields.phone}",
            "unsubscribed_from_emails": "{additionalFields.unsubscribedFromEmails}",
            "update_last_request_at": "{additionalFields.updateLastRequestAt}",
            "utm_campaign": "{additionalFields.utmCampaign}",
            "utm_content": "{additionalFields.utmContent}",
            "utm_medium": "{additionalFields.utmMedium}",
            "utm_source": "{additionalFields.utmSource}",
            "utm_term": "{additionalFields.utmTerm}",
            "custom_attributes": "{rows:customAttributesUi.customAttributesValues}",
        },
        where={("updateBy", "userId"): None},
    ),
    ("user", "update"): post(
        "/users",
        {
            "id": "{value}",
            "email": "{additionalFields.email}",
            "name": "{additionalFields.name}",
            "phone": "{additionalFields.phone}",
            "session_count": "{additionalFields.sessionCount}",
            "user_id": "{additionalFields.userId}",
            "unsubscribed_from_emails": "{additionalFields.unsubscribedFromEmails}",
            "update_last_request_at": "{additionalFields.updateLastRequestAt}",
            "utm_campaign": "{additionalFields.utmCampaign}",
            "utm_content": "{additionalFields.utmContent}",
            "utm_medium": "{additionalFields.utmMedium}",
            "utm_source": "{additionalFields.utmSource}",
            "utm_term": "{additionalFields.utmTerm}",
            "custom_attributes": "{rows:customAttributesUi.customAttributesValues}",
        },
        where={("updateBy", "userId"): None, ("updateBy", "email"): None},
    ),
    ("company", "create"): post(
        "/companies",
        {
            "company_id": "{companyId}",
            "industry": "{additionalFields.industry}",
            "monthly_spend": "{additionalFields.monthlySpend}",
            "name": "{additionalFields.name}",
            "plan": "{additionalFields.plan}",
            "size": "{additionalFields.size}",
            "website": "{additionalFields.website}",
            "custom_attributes": "{rows:customAttributesUi.customAttributesValues}",
        },
    ),
    ("company", "update"): post(
        "/companies",
        {
            "company_id": "{companyId}",
            "industry": "{additionalFields.industry}",
            "monthly_spend": "{additionalFields.monthlySpend}",
            "name": "{additionalFields.name}",
            "plan": "{additionalFields.plan}",
            "size": "{additionalFields.size}",
            "website": "{additionalFields.website}",
            "custom_attributes": "{rows:customAttributesUi.customAttributesValues}",
        },
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"mautic": _MAUTIC, "activeCampaign": _ACTIVE_CAMPAIGN, "intercom": _INTERCOM}
)
"""By the type of n8n's node."""

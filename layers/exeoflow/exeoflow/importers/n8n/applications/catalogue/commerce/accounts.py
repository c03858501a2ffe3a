"""Applications for bills and money, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import DONE, Application

_XERO_INVOICE: Final = (
    "BrandingThemeID=brandingThemeId CurrencyCode=currency CurrencyRate=currencyRate",
    "Date=date DueDate=dueDate ExpectedPaymentDate=expectedPaymentDate",
    "InvoiceNumber=invoiceNumber LineAmountTypes=lineAmountType",
    "PlannedPaymentDate=plannedPaymentDate Reference=reference SentToContact=sendToContact",
    "Status=status Url=url",
)

_XERO: Final = Application(
    "Xero",
    "https://api.xero.com/api.xro/2.0",
    {
        ("contact", "create"): post(
            "/Contacts", {"Contacts": [{"Name": "{name}"}]}, "$answer.Contacts", is_one=True
        ),
        ("contact", "get"): get("/Contacts/{contactId}", items="$answer.Contacts", is_one=True),
        ("contact", "getAll"): get(
            "/Contacts",
            {
                "includeArchived": "{options.includeArchived}",
                "order": "{options.orderBy} DESC",
                "where": "{options.where}",
            },
            "$answer.Contacts",
        ),
        ("invoice", "create"): post(
            "/Invoices",
            {
                "Type": "{type}",
                "Contact": {"ContactID": "{contactId}"},
                **settings("additionalFields", *_XERO_INVOICE),
            },
            "$answer.Invoices",
            is_one=True,
        ),
        ("invoice", "get"): get("/Invoices/{invoiceId}", items="$answer.Invoices", is_one=True),
        ("invoice", "getAll"): get(
            "/Invoices",
            {
                "createdByMyApp": "{options.createdByMyApp}",
                "order": "{options.orderBy} DESC",
                "where": "{options.where}",
            },
            "$answer.Invoices",
        ),
        ("invoice", "update"): post(
            "/Invoices/{invoiceId}", settings("updateFields", *_XERO_INVOICE), "$answer.Invoices", is_one=True
        ),
    },
    default="invoice",
    defaults={"contact": "create", "invoice": "create"},
)

_CHARGEBEE: Final = Application(
    "Chargebee",
    "https://<account name>.chargebee.com/api/v2",
    {
        ("customer", "create"): post(
            "/customers",
            {},
            query=settings("properties", "id first_name last_name email phone company"),
            where={("properties.customProperties", ...): None},
        ),
        ("subscription", "cancel"): post(
            "/subscriptions/{subscriptionId}/cancel", {"end_of_term": "{endOfTerm|=false}"}
        ),
        ("subscription", "delete"): post("/subscriptions/{subscriptionId}/delete", {}),
    },
    default="invoice",
    defaults={"customer": "create", "subscription": "delete"},
    scheme="Basic",
)

_VENDOR: Final = {"vendor_id": "<vendor id>", "vendor_auth_code": "<vendor auth code>"}

_PADDLE: Final = Application(
    "Paddle",
    "https://vendors.paddle.com/api",
    {
        ("coupon", "getAll"): post(
            "/2.0/product/list_coupons", {**_VENDOR, "product_id": "{productId}"}, "$answer.response"
        ),
        ("coupon", "update"): post(
            "/2.1/product/update_coupon",
            {
                **_VENDOR,
                "coupon_code": "{couponCode}",
                **settings(
                    "additionalFields",
                    "allowed_uses=allowedUses currency=discount.discountProperties.currency",
                    "discount_amount=discount.discountProperties.discountAmount",
                    "new_coupon_code=newCouponCode new_group=newGroup product_ids=productIds",
                ),
            },
            "$answer.response",
            is_one=True,
            where={("updateBy", "group"): None},
        ),
        ("payment", "getAll"): post(
            "/2.0/subscription/payments",
            {
                **_VENDOR,
                "is_paid": "{additionalFields.isPaid|=false}",
                "$": '$merge([$request, {"is_paid": $request.is_paid ? 1 : 0}])',
                **settings(
                    "additionalFields",
                    "plan subscription_id=subscriptionId state is_one_off_charge=isOneOffCharge",
                ),
            },
            "$answer.response",
        ),
        ("plan", "get"): post(
            "/2.0/subscription/plans", {**_VENDOR, "plan": "{planId}"}, "$answer.response", is_one=True
        ),
        ("plan", "getAll"): post("/2.0/subscription/plans", _VENDOR, "$answer.response"),
        ("product", "getAll"): post("/2.0/product/get_products", _VENDOR, "$answer.response.products"),
        ("user", "getAll"): post(
            "/2.0/subscription/users",
            {
                **_VENDOR,
                "results_per_page": "{limit|=100}",
                **settings("additionalFields", "plan_id=planId subscription_id=subscriptionId state"),
            },
            "$answer.response",
        ),
    },
    default="coupon",
    defaults={"coupon": "create", "payment": "getAll", "plan": "get", "product": "getAll", "user": "getAll"},
)

_WISE: Final = Application(
    "Wise",
    "https://api.transferwise.com",
    {
        ("account", "getBalances"): get("/v1/borderless-accounts", {"profileId": "{profileId}"}, is_one=True),
        ("account", "getCurrencies"): get("/v1/borderless-accounts/balance-currencies", is_one=True),
        ("profile", "get"): get("/v1/profiles/{profileId}", is_one=True),
        ("profile", "getAll"): get("/v1/profiles"),
        ("quote", "get"): get("/v2/quotes/{quoteId}", is_one=True),
        ("recipient", "getAll"): get("/v1/accounts"),
        ("transfer", "delete"): put("/v1/transfers/{transferId}/cancel", {}),
        ("transfer", "execute"): post(
            "/v3/profiles/{profileId}/transfers/{transferId}/payments", {"type": "BALANCE"}
        ),
        ("transfer", "get"): get(
            "/v1/transfers/{transferId}", is_one=True, where={("downloadReceipt", True): None}
        ),
    },
    default="account",
    defaults={
        "account": "getBalances",
        "profile": "get",
        "quote": "get",
        "recipient": "getAll",
        "transfer": "get",
    },
)

_CRITERIA: Final = {
    "search_criteria[page_size]": "{limit|=5}",
    "search_criteria[sort_orders]": "{options.sort.sort}",
}

_MAGENTO2: Final = Application(
    "Magento 2",
    "https://<host>/rest",
    {
        ("customer", "create"): post(
            "/V1/customers",
            {
                "customer": {
                    **parameters("email firstname lastname"),
                    "addresses": [],
                    "custom_attributes": [],
                    "extension_attributes": settings(
                        "additionalFields",
                        "amazon_id is_subscribed vertex_customer_code vertex_customer_country",
                    ),
                    **settings(
                        "additionalFields",
                        "confirmation dob default_billing default_shipping gender group_id middlename prefix",
                        "store_id suffix website_id",
                    ),
                },
                "password": "{additionalFields.password}",
            },
        ),
        ("customer", "delete"): delete("/default/V1/customers/{customerId}"),
        ("customer", "get"): get("/default/V1/customers/{customerId}", is_one=True),
        ("customer", "getAll"): get("/default/V1/customers/search", _CRITERIA, "$answer.items"),
        ("invoice", "create"): post("/default/V1/order/{orderId}/invoice", {}, DONE, is_one=True),
        ("order", "cancel"): post("/default/V1/orders/{orderId}/cancel", {}, DONE, is_one=True),
        ("order", "get"): get("/default/V1/orders/{orderId}", is_one=True),
        ("order", "getAll"): get("/default/V1/orders", _CRITERIA, "$answer.items"),
        ("order", "ship"): post("/default/V1/order/{orderId}/ship", {}, DONE, is_one=True),
        ("product", "create"): post(
            "/default/V1/products",
            {
                "product": {
                    "sku": "{sku}",
                    "name": "{name}",
                    "attribute_set_id": "{number:attributeSetId}",
                    "price": "{price|=0}",
                    "custom_attributes": [],
                    **settings("additionalFields", "status type_id visibility weight"),
                }
            },
        ),
        ("product", "delete"): delete("/default/V1/products/{sku}"),
        ("product", "get"): get("/default/V1/products/{sku}", is_one=True),
        ("product", "getAll"): get("/default/V1/products", _CRITERIA, "$answer.items"),
        ("product", "update"): put(
            "/default/V1/products/{sku}",
            {
                "product": {
                    "sku": "{sku}",
                    "custom_attributes": [],
                    **settings(
                        "updateFields", "attribute_set_id name price status type_id visibility weight"
                    ),
                }
            },
        ),
    },
    default="customer",
    defaults={"customer": "create", "invoice": "create", "order": "cancel", "product": "create"},
)

_ONFLEET_ADDRESS: Final = (
    "unparsed=address name=addressName apartment=addressApartment state=addressState",
    "postalCode=addressPostalCode",
)

_ONFLEET: Final = Application(
    "Onfleet",
    "https://onfleet.com/api/v2",
    {
        ("admin", "create"): post(
            "/admins",
            {
                "name": "{name}",
                "email": "{email}",
                "phone": "{additionalFields.phone}",
                "isReadOnly": "{additionalFields.isReadOnly}",
            },
        ),
        ("admin", "delete"): delete("/admins/{id}"),
        ("admin", "getAll"): get("/admins"),
        ("admin", "update"): put("/admins/{id}", settings("updateFields", "name phone isReadOnly")),
        ("container", "get"): get("/containers/{containerType}/{containerId}", is_one=True),
        ("container", "updateTask"): put(
            "/containers/workers/{containerId}",
            {"tasks": "{tasks}", "considerDependencies": "{options.considerDependencies}"},
        ),
        ("destination", "create"): post(
            "/destinations",
            {
                "address": {
                    **parameters(
                        "unparsed=address number=addressNumber street=addressStreet city=addressCity",
                        "country=addressCountry",
                    ),
                    **settings(
                        "additionalFields",
                        "apartment=addressApartment name=addressName postalCode=addressPostalCode",
                    ),
                },
                "notes": "{additionalFields.addressNotes}",
            },
        ),
        ("destination", "get"): get("/destinations/{id}", is_one=True),
        ("hub", "create"): post(
            "/hubs",
            {
                "name": "{name}",
                "address": settings("destination.destinationProperties", *_ONFLEET_ADDRESS),
                "notes": "{destination.destinationProperties.addressNotes}",
                "teams": "{additionalFields.teams}",
            },
        ),
        ("hub", "getAll"): get("/hubs"),
        ("hub", "update"): put(
            "/hubs/{id}",
            {
                "address": settings("updateFields.destination.destinationProperties", *_ONFLEET_ADDRESS),
                **settings(
                    "updateFields",
                    "notes=destination.destinationProperties.addressNotes destination name teams",
                ),
            },
        ),
        ("organization", "get"): get("/organization", is_one=True),
        ("organization", "getDelegatee"): get("/organizations/{id}", is_one=True),
        ("recipient", "create"): post(
            "/recipients",
            {
                "name": "{recipientName}",
                "phone": "{recipientPhone}",
                "notes": "{additionalFields.recipientNotes}",
                "skipSMSNotifications": "{additionalFields.recipientSkipSMSNotifications}",
                "skipPhoneNumberValidation": "{options.recipientSkipPhoneNumberValidation}",
            },
        ),
        ("recipient", "get"): get(
            "/recipients/{id}", is_one=True, where={("getBy", "name"): None, ("getBy", "phone"): None}
        ),
        ("recipient", "update"): put(
            "/recipients/{id}",
            settings("updateFields", "name=recipientName notes phone=recipientPhone skipSMSNotifications"),
        ),
        ("task", "clone"): post(
            "/tasks/{id}/clone",
            {
                "options": {
                    **settings("overrideFields", "includeBarcodes includeDependencies includeMetadata"),
                    "overrides": settings("overrideFields", "notes pickupTask serviceTime"),
                }
            },
        ),
        ("task", "complete"): post(
            "/tasks/{id}/complete",
            {"completionDetails": {"success": "{success|=true}", "notes": "{additionalFields.notes}"}},
            DONE,
            is_one=True,
        ),
        ("task", "create"): post(
            "/tasks",
            {
                "destination": {
                    "address": settings("destination.destinationProperties", *_ONFLEET_ADDRESS),
                    "notes": "{destination.destinationProperties.addressNotes}",
                },
                **settings("additionalFields", "executor merchant notes pickupTask quantity"),
                "recipients": [
                    settings(
                        "additionalFields.recipient.recipientProperties",
                        "name=recipientName phone=recipientPhone notes=recipientNotes",
                    )
                ],
                **settings(
                    "additionalFields",
                    "recipientName recipientNotes recipientSkipSMSNotifications serviceTime",
                    "useMerchantForProxy",
                ),
            },
        ),
        ("task", "delete"): delete("/tasks/{id}"),
        ("task", "get"): get("/tasks/shortId/{id}", is_one=True),
        ("team", "autoDispatch"): post(
            "/teams/{id}/dispatch",
            settings("additionalFields", "maxAllowedDelay maxTasksPerRoute serviceTime"),
        ),
        ("team", "create"): post(
            "/teams",
            {
                **parameters("name workers managers"),
                "hub": "{additionalFields.hub}",
                "enableSelfAssignment": "{additionalFields.enableSelfAssignment}",
            },
        ),
        ("team", "delete"): delete("/teams/{id}"),
        ("team", "get"): get("/teams/{id}", is_one=True),
        ("team", "getAll"): get("/teams"),
        ("team", "update"): put(
            "/teams/{id}", settings("updateFields", "managers hub name enableSelfAssignment workers")
        ),
        ("worker", "create"): post(
            "/workers",
            {
                **parameters("name phone teams"),
                "capacity": "{additionalFields.capacity}",
                "displayName": "{additionalFields.displayName}",
                "vehicle": settings(
                    "additionalFields.vehicle.vehicleProperties", "type description licensePlate color"
                ),
            },
        ),
        ("worker", "delete"): delete("/workers/{id}"),
        ("worker", "get"): get("/workers/{id}", is_one=True),
        ("worker", "getAll"): get("/workers", where={("byLocation", True): None}),
        ("worker", "getSchedule"): get("/workers/{id}/schedule", is_one=True),
        ("worker", "update"): put(
            "/workers/{id}", settings("updateFields", "capacity displayName name teams")
        ),
    },
    default="task",
    defaults={
        **usual("get", "container destination organization recipient task worker"),
        "admin": "getAll",
        "hub": "getAll",
        "team": "getAll",
    },
    scheme="Basic",
)

_MARKETSTACK: Final = Application(
    "Marketstack",
    "https://api.marketstack.com/v1",
    {
        ("endOfDayData", "getAll"): get("/eod/latest", {"symbols": "{symbols}", "offset": "0"}),
        ("exchange", "get"): get("/exchanges/{exchange}", is_one=True),
        ("ticker", "get"): get("/tickers/{symbol}", is_one=True),
    },
    default="endOfDayData",
    defaults={"endOfDayData": "getAll", "exchange": "get", "ticker": "get"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "xero": _XERO,
        "chargebee": _CHARGEBEE,
        "paddle": _PADDLE,
        "wise": _WISE,
        "magento2": _MAGENTO2,
        "onfleet": _ONFLEET,
        "marketstack": _MARKETSTACK,
    }
)
"""By the type of n8n's node."""

"""Applications for bills and money, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, put
from exeoflow.importers.n8n.applications.model import Application

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
                "BrandingThemeID": "{additionalFields.brandingThemeId}",
                "CurrencyCode": "{additionalFields.currency}",
                "CurrencyRate": "{additionalFields.currencyRate}",
                "Date": "{additionalFields.date}",
                "DueDate": "{additionalFields.dueDate}",
                "ExpectedPaymentDate": "{additionalFields.expectedPaymentDate}",
                "InvoiceNumber": "{additionalFields.invoiceNumber}",
                "LineAmountTypes": "{additionalFields.lineAmountType}",
                "PlannedPaymentDate": "{additionalFields.plannedPaymentDate}",
                "Reference": "{additionalFields.reference}",
                "SentToContact": "{additionalFields.sendToContact}",
                "Status": "{additionalFields.status}",
                "Url": "{additionalFields.url}",
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
            "/Invoices/{invoiceId}",
            {
                "BrandingThemeID": "{updateFields.brandingThemeId}",
                "CurrencyCode": "{updateFields.currency}",
                "CurrencyRate": "{updateFields.currencyRate}",
                "Date": "{updateFields.date}",
                "DueDate": "{updateFields.dueDate}",
                "ExpectedPaymentDate": "{updateFields.expectedPaymentDate}",
                "InvoiceNumber": "{updateFields.invoiceNumber}",
                "LineAmountTypes": "{updateFields.lineAmountType}",
                "PlannedPaymentDate": "{updateFields.plannedPaymentDate}",
                "Reference": "{updateFields.reference}",
                "SentToContact": "{updateFields.sendToContact}",
                "Status": "{updateFields.status}",
                "Url": "{updateFields.url}",
            },
            "$answer.Invoices",
            is_one=True,
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
            query={
                "id": "{properties.id}",
                "first_name": "{properties.first_name}",
                "last_name": "{properties.last_name}",
                "email": "{properties.email}",
                "phone": "{properties.phone}",
                "company": "{properties.company}",
            },
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

_PADDLE: Final = Application(
    "Paddle",
    "https://vendors.paddle.com/api",
    {
        ("coupon", "getAll"): post(
            "/2.0/product/list_coupons",
            {
                "vendor_id": "<vendor id>",
                "vendor_auth_code": "<vendor auth code>",
                "product_id": "{productId}",
            },
            "$answer.response",
        ),
        ("coupon", "update"): post(
            "/2.1/product/update_coupon",
            {
                "vendor_id": "<vendor id>",
                "vendor_auth_code": "<vendor auth code>",
                "coupon_code": "{couponCode}",
                "allowed_uses": "{additionalFields.allowedUses}",
                "currency": "{additionalFields.discount.discountProperties.currency}",
                "discount_amount": "{additionalFields.discount.discountProperties.discountAmount}",
                "new_coupon_code": "{additionalFields.newCouponCode}",
                "new_group": "{additionalFields.newGroup}",
                "product_ids": "{additionalFields.productIds}",
            },
            "$answer.response",
            is_one=True,
        ),
        ("payment", "getAll"): post(
            "/2.0/subscription/payments",
            {
                "vendor_id": "<vendor id>",
                "vendor_auth_code": "<vendor auth code>",
                "is_paid": 0,
                "plan": "{additionalFields.plan}",
                "subscription_id": "{additionalFields.subscriptionId}",
                "state": "{additionalFields.state}",
                "is_one_off_charge": "{additionalFields.isOneOffCharge}",
            },
            "$answer.response",
        ),
        ("plan", "get"): post(
            "/2.0/subscription/plans",
            {"vendor_id": "<vendor id>", "vendor_auth_code": "<vendor auth code>", "plan": "{planId}"},
            "$answer.response",
            is_one=True,
        ),
        ("plan", "getAll"): post(
            "/2.0/subscription/plans",
            {"vendor_id": "<vendor id>", "vendor_auth_code": "<vendor auth code>"},
            "$answer.response",
        ),
        ("product", "getAll"): post(
            "/2.0/product/get_products",
            {"vendor_id": "<vendor id>", "vendor_auth_code": "<vendor auth code>"},
            "$answer.response.products",
        ),
        ("user", "getAll"): post(
            "/2.0/subscription/users",
            {
                "vendor_id": "<vendor id>",
                "vendor_auth_code": "<vendor auth code>",
                "results_per_page": "{limit|=100}",
                "plan_id": "{additionalFields.planId}",
                "subscription_id": "{additionalFields.subscriptionId}",
                "state": "{additionalFields.state}",
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

_MAGENTO2: Final = Application(
    "Magento 2",
    "https://<host>/rest",
    {
        ("customer", "create"): post(
            "/V1/customers",
            {
                "customer": {
                    "email": "{email}",
                    "firstname": "{firstname}",
                    "lastname": "{lastname}",
                    "addresses": [],
                    "custom_attributes": [],
                    "extension_attributes": {
                        "amazon_id": "{additionalFields.amazon_id}",
                        "is_subscribed": "{additionalFields.is_subscribed}",
                        "vertex_customer_code": "{additionalFields.vertex_customer_code}",
                        "vertex_customer_country": "{additionalFields.vertex_customer_country}",
                    },
                    "confirmation": "{additionalFields.confirmation}",
                    "dob": "{additionalFields.dob}",
                    "default_billing": "{additionalFields.default_billing}",
                    "default_shipping": "{additionalFields.default_shipping}",
                    "gender": "{additionalFields.gender}",
                    "group_id": "{additionalFields.group_id}",
                    "middlename": "{additionalFields.middlename}",
                    "prefix": "{additionalFields.prefix}",
                    "store_id": "{additionalFields.store_id}",
                    "suffix": "{additionalFields.suffix}",
                    "website_id": "{additionalFields.website_id}",
                },
                "password": "{additionalFields.password}",
            },
        ),
        ("customer", "delete"): delete("/default/V1/customers/{customerId}"),
        ("customer", "get"): get("/default/V1/customers/{customerId}", is_one=True),
        ("customer", "getAll"): get(
            "/default/V1/customers/search",
            {
                "search_criteria[page_size]": "{limit|=5}",
                "search_criteria[sort_orders]": "{options.sort.sort}",
            },
            "$answer.items",
        ),
        ("invoice", "create"): post(
            "/default/V1/order/{orderId}/invoice", {}, '{"success": true}', is_one=True
        ),
        ("order", "cancel"): post(
            "/default/V1/orders/{orderId}/cancel", {}, '{"success": true}', is_one=True
        ),
        ("order", "get"): get("/default/V1/orders/{orderId}", is_one=True),
        ("order", "getAll"): get(
            "/default/V1/orders",
            {
                "search_criteria[page_size]": "{limit|=5}",
                "search_criteria[sort_orders]": "{options.sort.sort}",
            },
            "$answer.items",
        ),
        ("order", "ship"): post("/default/V1/order/{orderId}/ship", {}, '{"success": true}', is_one=True),
        ("product", "create"): post(
            "/default/V1/products",
            {
                "product": {
                    "sku": "{sku}",
                    "name": "{name}",
                    "attribute_set_id": "{number:attributeSetId}",
                    "price": "{price|=0}",
                    "custom_attributes": [],
                    "status": "{additionalFields.status}",
                    "type_id": "{additionalFields.type_id}",
                    "visibility": "{additionalFields.visibility}",
                    "weight": "{additionalFields.weight}",
                }
            },
        ),
        ("product", "delete"): delete("/default/V1/products/{sku}"),
        ("product", "get"): get("/default/V1/products/{sku}", is_one=True),
        ("product", "getAll"): get(
            "/default/V1/products",
            {
                "search_criteria[page_size]": "{limit|=5}",
                "search_criteria[sort_orders]": "{options.sort.sort}",
            },
            "$answer.items",
        ),
        ("product", "update"): put(
            "/default/V1/products/{sku}",
            {
                "product": {
                    "sku": "{sku}",
                    "custom_attributes": [],
                    "attribute_set_id": "{updateFields.attribute_set_id}",
                    "name": "{updateFields.name}",
                    "price": "{updateFields.price}",
                    "status": "{updateFields.status}",
                    "type_id": "{updateFields.type_id}",
                    "visibility": "{updateFields.visibility}",
                    "weight": "{updateFields.weight}",
                }
            },
        ),
    },
    default="customer",
    defaults={"customer": "create", "invoice": "create", "order": "cancel", "product": "create"},
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
        ("admin", "update"): put(
            "/admins/{id}",
            {
                "name": "{updateFields.name}",
                "phone": "{updateFields.phone}",
                "isReadOnly": "{updateFields.isReadOnly}",
            },
        ),
        ("container", "get"): get("/containers/{containerType}/{containerId}", is_one=True),
        ("container", "updateTask"): put(
            "/containers/workers/{containerId}",
            {"tasks": "{tasks}", "considerDependencies": "{options.considerDependencies}"},
        ),
        ("destination", "create"): post(
            "/destinations",
            {
                "address": {
                    "number": "{addressNumber}",
                    "street": "{addressStreet}",
                    "city": "{addressCity}",
                    "country": "{addressCountry}",
                    "apartment": "{additionalFields.addressApartment}",
                    "name": "{additionalFields.addressName}",
                    "postalCode": "{additionalFields.addressPostalCode}",
                },
                "notes": "{additionalFields.addressNotes}",
            },
        ),
        ("destination", "get"): get("/destinations/{id}", is_one=True),
        ("hub", "create"): post(
            "/hubs",
            {
                "name": "{name}",
                "address": {
                    "unparsed": "{destination.destinationProperties.address}",
                    "name": "{destination.destinationProperties.addressName}",
                    "apartment": "{destination.destinationProperties.addressApartment}",
                    "state": "{destination.destinationProperties.addressState}",
                    "postalCode": "{destination.destinationProperties.addressPostalCode}",
                },
                "notes": "{destination.destinationProperties.addressNotes}",
                "teams": "{additionalFields.teams}",
            },
        ),
        ("hub", "getAll"): get("/hubs"),
        ("hub", "update"): put(
            "/hubs/{id}",
            {
                "address": {
                    "unparsed": "{updateFields.destination.destinationProperties.address}",
                    "name": "{updateFields.destination.destinationProperties.addressName}",
                    "apartment": "{updateFields.destination.destinationProperties.addressApartment}",
                    "state": "{updateFields.destination.destinationProperties.addressState}",
                    "postalCode": "{updateFields.destination.destinationProperties.addressPostalCode}",
                },
                "notes": "{updateFields.destination.destinationProperties.addressNotes}",
                "destination": "{updateFields.destination}",
                "name": "{updateFields.name}",
                "teams": "{updateFields.teams}",
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
        ("recipient", "get"): get("/recipients/{id}", is_one=True),
        ("recipient", "update"): put(
            "/recipients/{id}",
            {
                "name": "{updateFields.recipientName}",
                "notes": "{updateFields.notes}",
                "phone": "{updateFields.recipientPhone}",
                "skipSMSNotifications": "{updateFields.skipSMSNotifications}",
            },
        ),
        ("task", "clone"): post(
            "/tasks/{id}/clone",
            {
                "options": {
                    "includeBarcodes": "{overrideFields.includeBarcodes}",
                    "includeDependencies": "{overrideFields.includeDependencies}",
                    "includeMetadata": "{overrideFields.includeMetadata}",
                    "overrides": {
                        "notes": "{overrideFields.notes}",
                        "pickupTask": "{overrideFields.pickupTask}",
                        "serviceTime": "{overrideFields.serviceTime}",
                    },
                }
            },
        ),
        ("task", "complete"): post(
            "/tasks/{id}/complete",
            {"completionDetails": {"success": "{success|=true}", "notes": "{additionalFields.notes}"}},
            '{"success": true}',
            is_one=True,
        ),
        ("task", "create"): post(
            "/tasks",
            {
                "destination": {
                    "address": {
                        "unparsed": "{destination.destinationProperties.address}",
                        "name": "{destination.destinationProperties.addressName}",
                        "apartment": "{destination.destinationProperties.addressApartment}",
                        "state": "{destination.destinationProperties.addressState}",
                        "postalCode": "{destination.destinationProperties.addressPostalCode}",
                    },
                    "notes": "{destination.destinationProperties.addressNotes}",
                },
                "executor": "{additionalFields.executor}",
                "merchant": "{additionalFields.merchant}",
                "notes": "{additionalFields.notes}",
                "pickupTask": "{additionalFields.pickupTask}",
                "quantity": "{additionalFields.quantity}",
                "recipients": [
                    {
                        "name": "{additionalFields.recipient.recipientProperties.recipientName}",
                        "phone": "{additionalFields.recipient.recipientProperties.recipientPhone}",
                        "notes": "{additionalFields.recipient.recipientProperties.recipientNotes}",
                    }
                ],
                "recipientName": "{additionalFields.recipientName}",
                "recipientNotes": "{additionalFields.recipientNotes}",
                "recipientSkipSMSNotifications": "{additionalFields.recipientSkipSMSNotifications}",
                "serviceTime": "{additionalFields.serviceTime}",
                "useMerchantForProxy": "{additionalFields.useMerchantForProxy}",
            },
        ),
        ("task", "delete"): delete("/tasks/{id}"),
        ("task", "get"): get("/tasks/shortId/{id}", is_one=True),
        ("team", "autoDispatch"): post(
            "/teams/{id}/dispatch",
            {
                "maxAllowedDelay": "{additionalFields.maxAllowedDelay}",
                "maxTasksPerRoute": "{additionalFields.maxTasksPerRoute}",
                "serviceTime": "{additionalFields.serviceTime}",
            },
        ),
        ("team", "create"): post(
            "/teams",
            {
                "name": "{name}",
                "workers": "{workers}",
                "managers": "{managers}",
                "hub": "{additionalFields.hub}",
                "enableSelfAssignment": "{additionalFields.enableSelfAssignment}",
            },
        ),
        ("team", "delete"): delete("/teams/{id}"),
        ("team", "get"): get("/teams/{id}", is_one=True),
        ("team", "getAll"): get("/teams"),
        ("team", "update"): put(
            "/teams/{id}",
            {
                "managers": "{updateFields.managers}",
                "hub": "{updateFields.hub}",
                "name": "{updateFields.name}",
                "enableSelfAssignment": "{updateFields.enableSelfAssignment}",
                "workers": "{updateFields.workers}",
            },
        ),
        ("worker", "create"): post(
            "/workers",
            {
                "name": "{name}",
                "phone": "{phone}",
                "teams": "{teams}",
                "capacity": "{additionalFields.capacity}",
                "displayName": "{additionalFields.displayName}",
                "vehicle": {
                    "type": "{additionalFields.vehicle.vehicleProperties.type}",
                    "description": "{additionalFields.vehicle.vehicleProperties.description}",
                    "licensePlate": "{additionalFields.vehicle.vehicleProperties.licensePlate}",
                    "color": "{additionalFields.vehicle.vehicleProperties.color}",
                },
            },
        ),
        ("worker", "delete"): delete("/workers/{id}"),
        ("worker", "get"): get("/workers/{id}", is_one=True),
        ("worker", "getAll"): get("/workers"),
        ("worker", "getSchedule"): get("/workers/{id}/schedule", is_one=True),
        ("worker", "update"): put(
            "/workers/{id}",
            {
                "capacity": "{updateFields.capacity}",
                "displayName": "{updateFields.displayName}",
                "name": "{updateFields.name}",
                "teams": "{updateFields.teams}",
            },
        ),
    },
    default="task",
    defaults={
        "admin": "getAll",
        "container": "get",
        "destination": "get",
        "hub": "getAll",
        "organization": "get",
        "recipient": "get",
        "task": "get",
        "team": "getAll",
        "worker": "get",
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

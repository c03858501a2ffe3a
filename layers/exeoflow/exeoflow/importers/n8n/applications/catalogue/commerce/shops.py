"""Applications that sell: shops, payments, invoices."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    records,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application

STRIPE: Final = Application(
    "Stripe",
    "https://api.stripe.com/v1",
    {
        **records(
            "customer",
            "/customers",
            "{customerId}",
            ({"name": "{name}"}, settings("additionalFields", "email phone description")),
            items="$answer.data",
            change="POST",
            query={"limit": "{limit|50}", "email": "{filters.email}"},
        ),
        **records(
            "charge",
            "/charges",
            "{chargeId}",
            {
                **parameters("customer=customerId amount currency source"),
                "description": "{additionalFields.description}",
            },
            items="$answer.data",
            change="POST",
        ),
        **records(
            "coupon",
            "/coupons",
            "{couponId}",
            {"duration": "{duration|once}", "percent_off": "{percentOff}", "amount_off": "{amountOff}"},
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
        **usual("get", "balance charge customer customerCard source"),
        "coupon": "create",
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
            {"limit": "{limit|50}", **settings("options", "status fields created_at_min=createdAtMin")},
            "$answer.orders",
        ),
        ("order", "create"): post("/orders.json", {"order": "{additionalFields}"}, "$answer.order"),
        ("order", "update"): put(
            "/orders/{orderId}.json", {"order": "{updateFields}"}, items="$answer.order"
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
        ("product", "update"): put(
            "/products/{productId}.json", {"product": "{updateFields}"}, items="$answer.product"
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
            query={"per_page": "{limit|50}", **settings("options", "search sku status")},
        ),
        **records(
            "order",
            "/orders",
            "{orderId}",
            {"status": "{additionalFields.status}", "customer_id": "{additionalFields.customerId}"},
            {"status": "{updateFields.status}", "customer_note": "{updateFields.customerNote}"},
            change="PUT",
            query={"per_page": "{limit|50}", **settings("options", "search status after before")},
        ),
        **records(
            "customer",
            "/customers",
            "{customerId}",
            ({"email": "{email}"}, settings("additionalFields", "first_name last_name username")),
            change="PUT",
            query={"per_page": "{limit|50}", "email": "{filters.email}"},
        ),
        **{
            (resource, "delete"): delete(f"/{resource}s/{{{resource}Id}}", "$answer", query={"force": "true"})
            for resource in ("product", "order", "customer")
        },
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
    defaults=usual("create", "client invoice payment quote expense task"),
    header="X-Api-Token",
    scheme="",
)

APPLICATIONS: Final = {
    "stripe": STRIPE,
    "shopify": SHOPIFY,
    "wooCommerce": WOO_COMMERCE,
    "invoiceNinja": INVOICE_NINJA,
}

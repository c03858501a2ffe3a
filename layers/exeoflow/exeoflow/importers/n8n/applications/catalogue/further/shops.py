"""Further operations of the applications of `catalogue.shops`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post
from exeoflow.importers.n8n.applications.model import Operation

_STRIPE: Final = {
    ("meterEvent", "create"): post(
        "/billing/meter_events",
        {
            "event_name": "{eventName}",
            "payload": {"stripe_customer_id": "{customerId}", "value": "{value|=1}"},
            "identifier": "{additionalFields.identifier}",
        },
        body_type="form",
    ),
    ("source", "delete"): Operation(
        "DELETE", "/customers/{customerId}/sources/{sourceId}", is_one=True, body_type="form"
    ),
    ("token", "create"): post(
        "/tokens",
        {
            "card": {
                "number": "{number}",
                "exp_month": "{expirationMonth}",
                "exp_year": "{expirationYear}",
                "cvc": "{cvc}",
            }
        },
        body_type="form",
    ),
}

_INVOICE_NINJA: Final = {
    ("client", "create"): post(
        "/clients",
        {
            "name": "{additionalFields.clientName}",
            "id_number": "{additionalFields.idNumber}",
            "private_notes": "{additionalFields.privateNotes}",
            "vat_number": "{additionalFields.vatNumber}",
            "work_phone": "{additionalFields.workPhone}",
            "website": "{additionalFields.website}",
            "address1": "{billingAddressUi.billingAddressValue.streetAddress}",
            "address2": "{billingAddressUi.billingAddressValue.aptSuite}",
            "city": "{billingAddressUi.billingAddressValue.city}",
            "state": "{billingAddressUi.billingAddressValue.state}",
            "postal_code": "{billingAddressUi.billingAddressValue.postalCode}",
            "shipping_address1": "{shippingAddressUi.shippingAddressValue.streetAddress}",
            "shipping_address2": "{shippingAddressUi.shippingAddressValue.aptSuite}",
            "shipping_city": "{shippingAddressUi.shippingAddressValue.city}",
            "shipping_state": "{shippingAddressUi.shippingAddressValue.state}",
            "shipping_postal_code": "{shippingAddressUi.shippingAddressValue.postalCode}",
        },
        "$answer.data",
        is_one=True,
    ),
    ("invoice", "create"): post(
        "/invoices",
        {
            "client_id": "{additionalFields.client}",
            "auto_bill": "{additionalFields.autoBill}",
            "custom_value1": "{additionalFields.customValue1}",
            "custom_value2": "{additionalFields.customValue2}",
            "discount": "{additionalFields.discount}",
            "due_date": "{additionalFields.dueDate}",
            "email": "{additionalFields.email}",
            "invoice_date": "{additionalFields.invoiceDate}",
            "number": "{additionalFields.invoiceNumber}",
            "invoice_status_id": "{additionalFields.invoiceStatus}",
            "is_amount_discount": "{additionalFields.isAmountDiscount}",
            "partial": "{additionalFields.partial}",
            "partial_due_date": "{additionalFields.partialDueDate}",
            "po_number": "{additionalFields.poNumber}",
            "private_notes": "{additionalFields.privateNotes}",
            "public_notes": "{additionalFields.publicNotes}",
            "tax_name1": "{additionalFields.taxName1}",
            "tax_name2": "{additionalFields.taxName2}",
            "tax_rate1": "{additionalFields.taxRate1}",
            "tax_rate2": "{additionalFields.taxRate2}",
        },
        "$answer.data",
        query={
            "send_email": "{additionalFields.emailInvoice}",
            "mark_sent": "{additionalFields.markSent}",
            "amount_paid": "{additionalFields.paid}",
        },
        is_one=True,
    ),
    ("invoice", "email"): get("/invoices/{invoiceId}/email", is_one=True, where={("apiVersion", "v4"): None}),
    ("task", "create"): post(
        "/tasks",
        {
            "client_id": "{additionalFields.client}",
            "custom_value1": "{additionalFields.customValue1}",
            "custom_value2": "{additionalFields.customValue2}",
            "description": "{additionalFields.description}",
            "project_id": "{additionalFields.project}",
        },
        "$answer.data",
        is_one=True,
    ),
    ("expense", "create"): post(
        "/expenses",
        {
            "amount": "{additionalFields.amount}",
            "should_be_invoiced": "{additionalFields.billable}",
            "client_id": "{additionalFields.client}",
            "custom_value1": "{additionalFields.customValue1}",
            "custom_value2": "{additionalFields.customValue2}",
            "expense_category_id": "{additionalFields.category}",
            "expense_date": "{additionalFields.expenseDate}",
            "payment_date": "{additionalFields.paymentDate}",
            "payment_type_id": "{additionalFields.paymentType}",
            "private_notes": "{additionalFields.privateNotes}",
            "public_notes": "{additionalFields.publicNotes}",
            "tax_name1": "{additionalFields.taxName1}",
            "tax_name2": "{additionalFields.taxName2}",
            "tax_rate1": "{additionalFields.taxRate1}",
            "tax_rate2": "{additionalFields.taxRate2}",
            "transaction_reference": "{additionalFields.transactionReference}",
            "vendor_id": "{additionalFields.vendor}",
        },
        "$answer.data",
        is_one=True,
    ),
    ("quote", "create"): post(
        "/quotes",
        {
            "is_quote": True,
            "client_id": "{additionalFields.client}",
            "auto_bill": "{additionalFields.autoBill}",
            "custom_value1": "{additionalFields.customValue1}",
            "custom_value2": "{additionalFields.customValue2}",
            "discount": "{additionalFields.discount}",
            "due_date": "{additionalFields.dueDate}",
            "email": "{additionalFields.email}",
            "email_invoice": "{additionalFields.emailQuote}",
            "invoice_date": "{additionalFields.quoteDate}",
            "number": "{additionalFields.quoteNumber}",
            "is_amount_discount": "{additionalFields.isAmountDiscount}",
            "paid": "{additionalFields.paid}",
            "partial": "{additionalFields.partial}",
            "partial_due_date": "{additionalFields.partialDueDate}",
            "po_number": "{additionalFields.poNumber}",
            "private_notes": "{additionalFields.privateNotes}",
            "public_notes": "{additionalFields.publicNotes}",
            "tax_name1": "{additionalFields.taxName1}",
            "tax_name2": "{additionalFields.taxName2}",
            "tax_rate1": "{additionalFields.taxRate1}",
            "tax_rate2": "{additionalFields.taxRate2}",
        },
        "$answer.data",
        is_one=True,
        where={("apiVersion", "v4"): None},
    ),
    ("quote", "email"): get("/quotes/{quoteId}/email", is_one=True, where={("apiVersion", "v4"): None}),
    ("bank_transaction", "create"): post(
        "/bank_transactions",
        {
            "amount": "{additionalFields.amount}",
            "bank_integration_id": "{additionalFields.bankIntegrationId}",
            "base_type": "{additionalFields.baseType}",
            "currency_id": "{additionalFields.currencyId}",
        },
        "$answer.data",
        is_one=True,
    ),
    ("bank_transaction", "delete"): delete("/bank_transactions/{bankTransactionId}", "$answer.data"),
    ("bank_transaction", "matchPayment"): post(
        "/bank_transactions/match",
        {"transactions": [{"id": "{bankTransactionId}", "payment_id": "{paymentId}"}]},
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"stripe": _STRIPE, "invoiceNinja": _INVOICE_NINJA}
)
"""By the type of n8n's node."""

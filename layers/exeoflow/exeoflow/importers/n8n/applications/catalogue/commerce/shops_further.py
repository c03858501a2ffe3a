"""Further operations of the applications of `shops`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, parameters, post, settings
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
    ("source", "delete"): delete("/customers/{customerId}/sources/{sourceId}", "$answer", body_type="form"),
    ("token", "create"): post(
        "/tokens",
        {"card": parameters("number exp_month=expirationMonth exp_year=expirationYear cvc")},
        body_type="form",
    ),
}

_INVOICE_NINJA: Final = {
    ("client", "create"): post(
        "/clients",
        {
            **settings(
                "additionalFields",
                "name=clientName id_number=idNumber private_notes=privateNotes vat_number=vatNumber",
                "work_phone=workPhone website",
            ),
            **settings(
                "billingAddressUi.billingAddressValue",
                "address1=streetAddress address2=aptSuite city state postal_code=postalCode",
            ),
            **settings(
                "shippingAddressUi.shippingAddressValue",
                "shipping_address1=streetAddress shipping_address2=aptSuite shipping_city=city",
                "shipping_state=state shipping_postal_code=postalCode",
            ),
        },
        "$answer.data",
        is_one=True,
    ),
    ("invoice", "create"): post(
        "/invoices",
        settings(
            "additionalFields",
            "client_id=client auto_bill=autoBill custom_value1=customValue1 custom_value2=customValue2",
            "discount due_date=dueDate email invoice_date=invoiceDate number=invoiceNumber",
            "invoice_status_id=invoiceStatus is_amount_discount=isAmountDiscount partial",
            "partial_due_date=partialDueDate po_number=poNumber private_notes=privateNotes",
            "public_notes=publicNotes tax_name1=taxName1 tax_name2=taxName2 tax_rate1=taxRate1",
            "tax_rate2=taxRate2",
        ),
        "$answer.data",
        query=settings("additionalFields", "send_email=emailInvoice mark_sent=markSent amount_paid=paid"),
        is_one=True,
    ),
    ("invoice", "email"): get("/invoices/{invoiceId}/email", is_one=True, where={("apiVersion", "v4"): None}),
    ("task", "create"): post(
        "/tasks",
        settings(
            "additionalFields",
            "client_id=client custom_value1=customValue1 custom_value2=customValue2 description",
            "project_id=project",
        ),
        "$answer.data",
        is_one=True,
    ),
    ("expense", "create"): post(
        "/expenses",
        settings(
            "additionalFields",
            "amount should_be_invoiced=billable client_id=client custom_value1=customValue1",
            "custom_value2=customValue2 expense_category_id=category expense_date=expenseDate",
            "payment_date=paymentDate payment_type_id=paymentType private_notes=privateNotes",
            "public_notes=publicNotes tax_name1=taxName1 tax_name2=taxName2 tax_rate1=taxRate1",
            "tax_rate2=taxRate2 transaction_reference=transactionReference vendor_id=vendor",
        ),
        "$answer.data",
        is_one=True,
    ),
    ("quote", "create"): post(
        "/quotes",
        {
            "is_quote": True,
            **settings(
                "additionalFields",
                "client_id=client auto_bill=autoBill custom_value1=customValue1 custom_value2=customValue2",
                "discount due_date=dueDate email email_invoice=emailQuote invoice_date=quoteDate",
                "number=quoteNumber is_amount_discount=isAmountDiscount paid partial",
                "partial_due_date=partialDueDate po_number=poNumber private_notes=privateNotes",
                "public_notes=publicNotes tax_name1=taxName1 tax_name2=taxName2 tax_rate1=taxRate1",
                "tax_rate2=taxRate2",
            ),
        },
        "$answer.data",
        is_one=True,
        where={("apiVersion", "v4"): None},
    ),
    ("quote", "email"): get("/quotes/{quoteId}/email", is_one=True, where={("apiVersion", "v4"): None}),
    ("bank_transaction", "create"): post(
        "/bank_transactions",
        settings(
            "additionalFields",
            "amount bank_integration_id=bankIntegrationId base_type=baseType currency_id=currencyId",
        ),
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

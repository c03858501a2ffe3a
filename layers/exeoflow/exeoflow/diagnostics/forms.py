"""Forms that texts must have, as people read them: in words, with an example.

Where an author has set the pattern himself, in `settings.input_schema`, it is all that is known. A test
holds the examples against the patterns of all that can be sent.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from exeoflow.texts import Language, form_text


class Form(NamedTuple):
    """The code of the words for a pattern, and a text that fits it."""

    code: str
    example: str


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        r"^[A-Za-z0-9_][A-Za-z0-9_. -]*$": Form("words", "paid late"),
        r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$": Form("names", "fetch_order-2"),
        r"^[A-Za-z_][A-Za-z0-9_]*$": Form("variable", "total_price"),
        r"^\$trigger(\.[A-Za-z_][A-Za-z0-9_]*)+$": Form("trigger-path", "$trigger.body.customer"),
        r"^\$event(\.[A-Za-z_][A-Za-z0-9_-]*)+$": Form("event-path", "$event.detail.order"),
        r"^wf_[0-9A-Za-z]{1,60}$": Form("workflow-id", "wf_01jm5x0q8d3z7t6k9r2v4w1y5b"),
        r"^wf_[A-Za-z0-9_-]+$": Form("workflow-id", "wf_01jm5x0q8d3z7t6k9r2v4w1y5b"),
        r"^cred_[0-9a-z]{26}$": Form("credential-id", "cred_01jm5x0q8d3z7t6k9r2v4w1y5b"),
        r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$": Form(
            "credential-name", "cred_01jm5x0q8d3z7t6k9r2v4w1y5b"
        ),
        r"^[A-Za-z0-9_][A-Za-z0-9_-]*(:[A-Za-z0-9_-]+|:\$LATEST)?$": Form("function", "resize-image:live"),
        r"^/?[A-Za-z0-9._~-]+(?:/(?:[A-Za-z0-9._~-]+|:[A-Za-z_][A-Za-z0-9_]*)){0,9}/?$": Form(
            "webhook-path", "orders/:id"
        ),
        r"^(\*|https?://(\*\.)?[^/,*\s]+)$": Form("origin", "https://shop.example"),
        r"^https://[^\x00-\x20\x7f/?#@]+(/\S*)?$": Form("https-address", "https://issuer.example/keys"),
        r"^https?://[^\x00-\x20\x7f-\x9f/?#@]+([/?#][^\x00-\x20\x7f-\x9f]*)?$": Form(
            "http-address", "https://login.example/oauth/token"
        ),
        (
            r"^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
            r"(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))?(/[!-~]*)?$"
        ): Form("https-host", "https://hooks.example/exeoflow"),
        r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$": Form("host", "api.example.com"),
        r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$": Form("header", "X-Api-Key"),
        r"^[^:\x00-\x1f\x7f]+$": Form("no-colon", "ada@example.com"),
        r"^[^:\x00-\x1f\x7f]*$": Form("no-colon-or-nothing", "ada@example.com"),
        r"^[!-~]*$": Form("no-space", "Zoho-oauthtoken"),
        r"^[^\x00-\x1f\x7f]+$": Form("no-control", "k7Qm-2xP"),
        r"^[^\x00-\x1f\x7f]*$": Form("no-control-or-nothing", "k7Qm-2xP"),
        r"^[^,]{1,200}$": Form("no-comma", "customer-7"),
        r"^\w+$": Form("word", "AKIAIOSFODNN7EXAMPLE"),
        (r"^arn:aws(-cn|-us-gov)?:sns:[a-z]{2}(-[a-z]+)+-\d:\d{12}:[A-Za-z0-9_-]{1,256}$"): Form(
            "topic-arn", "arn:aws:sns:eu-central-1:123456789012:orders"
        ),
        r"^[a-z0-9-]{1,40}$": Form("short-lower", "eu-central-1"),
        r"^[a-z0-9-]{1,60}$": Form("long-lower", "execute-api"),
        r"-----BEGIN [A-Z0-9 ]+-----": Form("pem", "-----BEGIN CERTIFICATE-----"),
        r"^[^,\s\x00-\x1f\x7f-\x9f\ufeff]([^,]*[^,\s\x00-\x1f\x7f-\x9f\ufeff])?$": Form(
            "tag", "invoices 2026"
        ),
    }
)


def form_in(pattern: str, language: Language) -> str:
    """Return what a text must look like.

    >>> form_in(r"^wf_[A-Za-z0-9_-]+$", "en")
    'the id of a workflow, which begins with `wf_`, such as `wf_01jm5x0q8d3z7t6k9r2v4w1y5b`'
    >>> form_in("^[0-9]+$", "en")
    'a text that matches the pattern `^[0-9]+$`'
    """
    form = FORMS.get(pattern)
    if form is None:
        return form_text("pattern", language).format(pattern=pattern)
    return form_text("such_as", language).format(form=form_text(form.code, language), example=form.example)

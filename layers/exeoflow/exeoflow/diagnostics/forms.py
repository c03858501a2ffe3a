"""Forms that texts must have, as people read them: by an example, with the pattern behind it.

A test holds the examples against the patterns of all that can be sent.
"""

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        r"^[A-Za-z0-9_][A-Za-z0-9_. -]*$": "paid late",
        r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$": "fetch_order-2",
        r"^[A-Za-z_][A-Za-z0-9_]*$": "total_price",
        r"^\$trigger(\.[A-Za-z_][A-Za-z0-9_]*)+$": "$trigger.body.customer",
        r"^\$event(\.[A-Za-z_][A-Za-z0-9_-]*)+$": "$event.detail.order",
        r"^wf_[0-9A-Za-z]{1,60}$": "wf_01jm5x0q8d3z7t6k9r2v4w1y5b",
        r"^wf_[A-Za-z0-9_-]+$": "wf_01jm5x0q8d3z7t6k9r2v4w1y5b",
        r"^cred_[0-9a-z]{26}$": "cred_01jm5x0q8d3z7t6k9r2v4w1y5b",
        r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$": "cred_01jm5x0q8d3z7t6k9r2v4w1y5b",
        r"^[A-Za-z0-9_][A-Za-z0-9_-]*(:[A-Za-z0-9_-]+|:\$LATEST)?$": "resize-image:live",
        r"^/?[A-Za-z0-9._~-]+(?:/(?:[A-Za-z0-9._~-]+|:[A-Za-z_][A-Za-z0-9_]*)){0,9}/?$": "orders/:id",
        r"^(\*|https?://(\*\.)?[^/,*\s]+)$": "https://shop.example",
        r"^https://[^\x00-\x20\x7f/?#@]+(/\S*)?$": "https://issuer.example/keys",
        r"^https?://[^\x00-\x20\x7f-\x9f/?#@]+([/?#][^\x00-\x20\x7f-\x9f]*)?$": "https://login.example/oauth/token",
        (
            r"^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
            r"(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))?(/[!-~]*)?$"
        ): "https://hooks.example/exeoflow",
        r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$": "api.example.com",
        r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$": "X-Api-Key",
        r"^[^:\x00-\x1f\x7f]+$": "ada@example.com",
        r"^[^:\x00-\x1f\x7f]*$": "ada@example.com",
        r"^[!-~]*$": "Zoho-oauthtoken",
        r"^[^\x00-\x1f\x7f]+$": "k7Qm-2xP",
        r"^[^\x00-\x1f\x7f]*$": "k7Qm-2xP",
        r"^[^,]{1,200}$": "customer-7",
        r"^\w+$": "AKIAIOSFODNN7EXAMPLE",
        (
            r"^arn:aws(-cn|-us-gov)?:sns:[a-z]{2}(-[a-z]+)+-\d:\d{12}:[A-Za-z0-9_-]{1,256}$"
        ): "arn:aws:sns:eu-central-1:123456789012:orders",
        r"^[a-z0-9-]{1,40}$": "eu-central-1",
        r"^[a-z0-9-]{1,60}$": "execute-api",
        r"-----BEGIN [A-Z0-9 ]+-----": "-----BEGIN CERTIFICATE-----",
        r"^[^,\s\x00-\x1f\x7f-\x9f\ufeff]([^,]*[^,\s\x00-\x1f\x7f-\x9f\ufeff])?$": "invoices 2026",
    }
)


def form_of(pattern: str) -> str:
    """Return what a text must look like, in no language.

    >>> form_of(r"^wf_[A-Za-z0-9_-]+$")
    '`wf_01jm5x0q8d3z7t6k9r2v4w1y5b` (`^wf_[A-Za-z0-9_-]+$`)'
    >>> form_of("^[0-9]+$")
    '`^[0-9]+$`'
    """
    example = EXAMPLES.get(pattern)
    return f"`{pattern}`" if example is None else f"`{example}` (`{pattern}`)"

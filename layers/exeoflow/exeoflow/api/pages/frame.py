"""The frame of every page: its HTML around the content, and the policy that lets nothing else in."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Literal

from exeoflow.texts import Language


@dataclass(frozen=True)
class Frame:
    """A page without script, whose only style is `style`; forms may be sent home or nowhere."""

    style: str
    form_action: Literal["'self'", "'none'"] = "'none'"

    def html(self, title: str, main: str, language: Language) -> str:
        """Return the page; `main` is HTML, `title` is text."""
        head = (
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{escape(title)}</title><style>{self.style}</style>"
        )
        return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{main}</body></html>'

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers of an answer that is this page."""
        digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            f"form-action {self.form_action}; frame-ancestors 'none'"
        )
        return {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}

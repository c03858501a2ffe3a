"""All words for people, in every language: a language is a folder with the same modules in it.

Codes, logs and what only programs read are no words for people. A test holds the languages together.
"""

from exeoflow.texts.language import LANGUAGES, Language
from exeoflow.texts.text import Text
from exeoflow.texts.words import (
    approval_page_text,
    confirmation,
    failure_codes,
    failure_text,
    form_text,
    node_type_text,
    rule_text,
    suggestion_text,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "Text",
    "approval_page_text",
    "confirmation",
    "failure_codes",
    "failure_text",
    "form_text",
    "node_type_text",
    "rule_text",
    "suggestion_text",
]

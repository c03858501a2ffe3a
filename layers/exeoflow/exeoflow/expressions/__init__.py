"""The authors' `{{ ... }}`: templates and JSONata expressions, parsed, analysed and bound. Pure; no AWS."""

from exeoflow.expressions.binding import (
    bind,
    bind_literal,
    bind_template,
    bind_value,
    join_parts,
)
from exeoflow.expressions.jsonata import quote
from exeoflow.expressions.parsing import CLOSE, OPEN, Names, parse_expression, parse_template, texts_kept
from exeoflow.expressions.values import Expression, ExpressionFault, FieldRead, Reference, Root, Template

__all__ = [
    "CLOSE",
    "OPEN",
    "Expression",
    "ExpressionFault",
    "FieldRead",
    "Names",
    "Reference",
    "Root",
    "Template",
    "bind",
    "bind_literal",
    "bind_template",
    "bind_value",
    "join_parts",
    "parse_expression",
    "parse_template",
    "quote",
    "texts_kept",
]

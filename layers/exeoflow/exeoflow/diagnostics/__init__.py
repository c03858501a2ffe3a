"""Faults in what an author drew, as values with a stable rule code, shown in the author's language."""

from exeoflow.diagnostics.diagnostic import Diagnostic, Guess, Severity
from exeoflow.diagnostics.fields import field_diagnostics
from exeoflow.diagnostics.rendering import RenderedDiagnostic, render
from exeoflow.diagnostics.rules import RULES, has_errors, is_error

__all__ = [
    "RULES",
    "Diagnostic",
    "Guess",
    "RenderedDiagnostic",
    "Severity",
    "field_diagnostics",
    "has_errors",
    "is_error",
    "render",
]

"""Faults in what an author drew, as values with a stable rule code and a text in the author's language."""

from exeoflow.diagnostics.diagnostic import Diagnostic, Language, Severity
from exeoflow.diagnostics.fields import field_diagnostics
from exeoflow.diagnostics.rules import RULES, render

__all__ = ["RULES", "Diagnostic", "Language", "Severity", "field_diagnostics", "render"]

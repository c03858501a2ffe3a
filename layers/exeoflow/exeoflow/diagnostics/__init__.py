"""Faults in what an author drew, as values with a stable rule code and a text in the author's language."""

from exeoflow.diagnostics.diagnostic import Diagnostic, Language, Severity

__all__ = ["Diagnostic", "Language", "Severity"]

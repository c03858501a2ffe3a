"""Hypothesis strategies: workflows as people draw them, inputs that steer them, and faulty graphs."""

from tests.oracle.drawings.strategies.cases import Case, cases

__all__ = ["Case", "cases"]

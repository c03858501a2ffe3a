"""Reads the stack from `template.yaml`, the only list of its functions, routes, tables and rules."""

from local.template.stack import Function, Queue, QueueSource, Route, Rule, Schedule, Stack, Table, read_stack

__all__ = ["Function", "Queue", "QueueSource", "Route", "Rule", "Schedule", "Stack", "Table", "read_stack"]

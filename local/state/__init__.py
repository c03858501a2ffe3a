"""The state of the local stack in a folder: items, state machines and executions, durable write by write."""

"""Faults at every call that use cases make of their ports, in every way in which AWS and functions fail."""

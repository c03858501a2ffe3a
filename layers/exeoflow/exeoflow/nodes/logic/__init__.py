"""The nodes that say how the flow goes on: which way, how often, when, and whether at all."""

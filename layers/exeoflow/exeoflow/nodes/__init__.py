"""The types of nodes, a file for each or for a family: configuration, handles, facts, permissions, lowering.

The rooms `logic`, `action` and `data` are the kinds that nodes are documented with; the trigger is alone in
its kind. `table` has them all. This module imports none of them, so that who needs one value loads one file.
"""

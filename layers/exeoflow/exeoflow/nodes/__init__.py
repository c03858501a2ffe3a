"""The types of nodes, a file for each or for a family: configuration, handles, facts, permissions, lowering.

`table` has them all. This module imports none of them, so that who needs one value loads one file.
"""

"""Applications as data: which request an operation of an n8n node sends, and what its items are.

Written from what the services publish and not tried against them: a node of an application is approximated.
"""

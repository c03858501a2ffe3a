"""The verbs that can be typed, with their options; what they do is in the modules and rooms beside.

Each imports what it needs when it runs: the help needs none of it.
"""

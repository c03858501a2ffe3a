"""JavaScript as it is written: its parser, and the tree that the rules read."""

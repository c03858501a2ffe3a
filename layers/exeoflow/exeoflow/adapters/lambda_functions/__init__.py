"""Functions of the stack that others of it call."""

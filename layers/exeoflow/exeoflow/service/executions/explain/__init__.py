"""Explain an execution: what each step was given and put out, and why it failed, in the author's words."""

"""The command `exeoflow`: workflows as files, and what runs of them do, from a terminal.

One file per group of commands. `app` only says what there is; each command imports what it needs when it
runs, so that the help is there at once.
"""

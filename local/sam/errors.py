"""What keeps the stack from running in containers."""


class UnusableMachineError(Exception):
    """Something that containers need is missing; the message is one line that says what to do."""

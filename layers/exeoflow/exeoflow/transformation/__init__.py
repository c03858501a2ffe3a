"""The nodes `parse`, `format` and `hmac`: data in foreign forms and back, as one Lambda task.

Everything here is a function of what it is given: no file, no network, no clock.
"""

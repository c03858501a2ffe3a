"""Images: what files hold is read, changed step by step, and written.

Bytes from outside may lie about themselves or be made to fill the memory: sizes are read before pixels are,
only formats that people work with are read at all, and what cannot be read is an `ImageFailed`.
"""

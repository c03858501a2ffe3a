"""The API from outside: its calls, and the tools with which agents use it.

What the command line and the function behind `POST /mcp` share; it knows the API by its addresses only.
"""

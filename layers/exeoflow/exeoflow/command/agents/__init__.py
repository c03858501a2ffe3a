"""The command `mcp`: tools with which agents find, write, check, run and explain workflows.

The Model Context Protocol over standard input and output: https://modelcontextprotocol.io/specification.
"""

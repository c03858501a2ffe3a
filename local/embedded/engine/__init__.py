"""A small engine for the state machines that the compiler writes, with time, tasks and journal as parameters.

`definitions` reads a machine once; `interpreter` is what a run does, without threads, clock or disk;
`virtual` runs one in virtual time; `engine` runs many, durably, on a few threads.
"""

"""The node `code`: an author's own JavaScript or Python as a function of data, run where it can do no harm.

Each run has a process of its own, which starts without environment, may open neither files nor connections
nor processes, has a limit of memory and of time, and is killed when it does not end. `workers` starts and
kills these processes, `worker` is what runs in them, `javascript` what a source in that language finds;
the README of `layers/exeoflow/libraries` says where the libraries among it come from.
"""

"""A folder of workflows and a server, brought to the same: pull, diff, push.

`exeoflow.lock` beside the files says which file is which stored workflow, and how that was when both were the
same; so a rename is no new workflow, and what changed on either side since is known.
"""

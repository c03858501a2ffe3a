"""A stack in somebody's AWS account: deploy, destroy, publish anew, and bring back what was given up."""

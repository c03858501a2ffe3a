"""The stack as CloudFormation deploys it, in ministack: an AWS that shares no code with moto, nor with us."""

"""What the lowerings that invoke Lambda functions have in common."""

from exeoflow.nodes.lowering.shapes import Retrier

LAMBDA_INVOKE = "arn:aws:states:::lambda:invoke"

LAMBDA_THROTTLED = Retrier(("Lambda.TooManyRequestsException",))
"""The only service error of Lambda after which the function certainly did not run.

`Lambda.ServiceException`, `Lambda.AWSLambdaException` and `Lambda.SdkClientException`, which the AWS guide
retries too, may come after the request was sent: a retry could repeat an effect, and only the author knows
whether that is harmless.
"""

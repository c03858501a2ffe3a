"""List prices of us-east-1 in dollars, without free tiers and discounts.

Sources: the pricing pages of Step Functions, Lambda, API Gateway, DynamoDB, CloudWatch and EC2.
"""

from typing import Final

from exeoflow.compiler.emit.budgets import DOLLARS_PER_TRANSITION
from exeoflow.compiler.emit.express import DOLLARS_PER_GB_SECOND, DOLLARS_PER_RUN

MILLION: Final = 1_000_000

TRANSITION: Final = DOLLARS_PER_TRANSITION
EXPRESS_RUN: Final = DOLLARS_PER_RUN
EXPRESS_GB_SECOND: Final = DOLLARS_PER_GB_SECOND
API_REQUEST: Final = 1 / MILLION
LAMBDA_REQUEST: Final = 0.20 / MILLION
LAMBDA_GB_SECOND: Final = 0.0000133334  # arm64
WRITE_UNIT: Final = 0.625 / MILLION
READ_UNIT: Final = 0.125 / MILLION
LOG_GB: Final = 0.50

# A small machine for n8n, with 2 GB of memory, always on.
SERVER_HOURLY: Final = 0.0168  # t4g.small
SERVER_ADDRESS_HOURLY: Final = 0.005  # a public IPv4 address
SERVER_DISK_MONTHLY: Final = 20 * 0.08  # 20 GB gp3
HOURS_OF_MONTH: Final = 730

SERVER_MONTHLY: Final = HOURS_OF_MONTH * (SERVER_HOURLY + SERVER_ADDRESS_HOURLY) + SERVER_DISK_MONTHLY

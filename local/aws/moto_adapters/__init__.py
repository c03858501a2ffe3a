"""What moto's Step Functions, Lambda and EventBridge lack, one gap per module.

Each module offers one context manager that closes its gap while it is open, and each gap is stated by a
test: a moto release that closes it makes that test fail, and the adapter can go.
"""

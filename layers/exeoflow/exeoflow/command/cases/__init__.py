"""Tests of workflows: `order.cases.yaml` beside `order.yaml`, run in virtual time, without a server.

A file of cases has `cases`, a list of objects: `name`, `input`, `trigger` (a node, where there are several),
`mocks` by node, and `expect` (`status`, `output`, `error`, `steps`, `calls`). Its `workflow` names the file,
if it has another name. A mock is an object, or a list of them for one call after the other (the last one
stays): `output`, `error` with `code` and `message`, and `after`, the seconds until the answer.
"""

"""Shapes with holes: a node is lowered once, before it is known where the values stand that it reads."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from exeoflow.expressions import Names, Reference
from exeoflow.fixed import fixed
from exeoflow.model.json import Json
from exeoflow.nodes.lowering.shapes import Branch, Case, Each, End, Pause, Shape, Task, Value

# A hole is a number between halves of surrogate pairs: no text that can be sent anywhere holds such halves,
# so no author's text can be taken for a hole.
_OPEN, _CLOSE = "\ud800", "\ud801"
_HOLE = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


@fixed
class ShapeTemplate:
    """A shape, None for what only passes its input on; hole `n` is where it reads `references[n]`."""

    shape: Shape | None
    references: tuple[Reference, ...]

    def filled(self, texts: Sequence[str]) -> Shape | None:
        """The shape with a JSONata text in each hole."""
        if self.shape is None or not texts:
            return self.shape
        return _Filling(texts).shape(self.shape)


def shape_template(lower: Callable[[Names], Shape | None]) -> ShapeTemplate:
    """What a lowering yields when it is given a hole for each reference that it asks for."""
    references: list[Reference] = []

    def hole(reference: Reference) -> str:
        references.append(reference)
        return f"{_OPEN}{len(references) - 1}{_CLOSE}"

    shape = lower(hole)
    return ShapeTemplate(shape, tuple(references))


class _Filling:
    """Fills the holes in all texts of a shape."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def shape(self, shape: Shape) -> Shape:
        match shape:
            case Task():
                return self.task(shape)
            case Value(output=output):
                return replace(shape, output=self.json(output))
            case Pause(seconds=seconds, until=until):
                return Pause(
                    self.text(seconds) if isinstance(seconds, str) else seconds,
                    until if until is None else self.text(until),
                )
            case Branch(cases=cases):
                # By hand, because `dataclasses.replace` takes several times as long.
                filled = (Case(case.handle, self.text(case.condition), case.cannot_fail) for case in cases)
                return replace(shape, cases=tuple(filled))
            case Each(items=items):
                return replace(shape, items=self.text(items))
            case End(code=code, message=message):
                return replace(shape, code=self.json(code), message=self.json(message))
            case _:
                assert_never(shape)

    def task(self, task: Task) -> Task:
        return replace(
            task,
            arguments=self.json(task.arguments),
            output=self.json(task.output),
            unpacked=self.json(task.unpacked),
            error_outputs={handle: self.json(each) for handle, each in task.error_outputs.items()},
        )

    def text(self, text: str) -> str:
        if _OPEN not in text:
            return text
        return _HOLE.sub(lambda hole: self.texts[int(hole[1])], text)

    def json(self, value: Json) -> Json:
        match value:
            case str():
                return self.text(value)
            case dict():
                return {key: self.json(item) for key, item in value.items()}
            case list() | tuple():
                return [self.json(item) for item in value]
            case _:
                return value

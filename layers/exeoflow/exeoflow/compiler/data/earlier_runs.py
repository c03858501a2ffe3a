"""Whether a vertex can have run before a state is entered, from the order of the states alone.

States are numbered in the order in which they are run, but where a loop repeats. So of a vertex that no loop
of a scope contains nothing is known before its state is left, and of others not before their loop begins:
whoever looks for values need not look there, which in a long chain would be the square of its length.
"""

from exeoflow.compiler.data.unchanged import Course
from exeoflow.compiler.flow.vertices import Flow


def first_possible(flow: Flow, course: Course) -> int:
    """The number of the first state of a course's scope before which its vertex may have run in it."""
    vertex = course.vertex
    if vertex == flow.root or flow.is_trigger(vertex):  # the scope's entry tells that a trigger ran
        return 0
    runs = course.order.runs.get(vertex)
    if not runs:  # no state of the scope runs it, nor one inside
        return len(course.scope.states)
    # The outermost of the loops around it begins first.
    return min(course.order.repeated.get(vertex) or (runs[-1].state.number + 1,))

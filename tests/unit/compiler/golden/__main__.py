"""`python -m tests.unit.compiler.golden`: writes the golden files anew; look at what `git diff` says then."""

from tests.unit.compiler.golden.drawings import DRAWINGS, FOLDED
from tests.unit.compiler.golden.files import write
from tests.unit.compiler.golden.stages import stages_of

for name, drawing in DRAWINGS.items():
    write(name, stages_of(drawing, fold=name in FOLDED))

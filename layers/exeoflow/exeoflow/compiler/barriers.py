from exeoflow.compiler.exclusion import Exclusion
from exeoflow.compiler.structure import Sequence
def improve(structure: Sequence, exclusion: Exclusion) -> Sequence:
    return structure

"""One sitting of a person's: a focus block, or a pause outside one; where it is, and what clocks do with it."""

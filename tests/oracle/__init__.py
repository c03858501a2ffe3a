"""Independent judges of the compiler: an interpreter of docs/semantics.md, a simulator of Step Functions, comparisons."""

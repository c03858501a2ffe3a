"""Independent judges of the compiler: an interpreter of its meaning and a simulator of Step Functions."""

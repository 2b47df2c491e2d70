"""The four primitives that carry every policy, and nothing else."""

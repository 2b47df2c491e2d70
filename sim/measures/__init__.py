"""What the statistics of a quarter say of each block; pure readings, one file a block."""

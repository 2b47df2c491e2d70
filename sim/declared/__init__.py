"""What a policy file may say: the four primitives as checked data, one file each; nothing here acts."""

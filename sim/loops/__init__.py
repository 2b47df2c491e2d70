"""The fused loops of a quarter over pages of firms: names in order, no arithmetic of their own.

Each loop walks a span of pages, reads its cell's constants from a float32 table, applies the rules of `behaviour/`
row by row and adds whole-number sums per cell: yuan, persons and weights in fixed point 2^-20, so that neither order
nor threads nor free rows can move a bit. Inner loops have one type width each: the compiler keeps its lanes full.
"""

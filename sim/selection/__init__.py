"""Who is meant: places named, picked and weighed by their variables; shared by the four primitives."""

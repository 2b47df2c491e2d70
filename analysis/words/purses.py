"""What purses that pay into policies are called, inside a sentence: every page and table takes these names."""

LOCAL = ("本地财政", "local budgets")
ABOVE = ("上级财政", "governments above")
OUTSIDE = ("市外", "outside the city")
PRIVATE = ("企业、村集体和居民", "firms, villages and people")


def capital(words: tuple[str, str]) -> tuple[str, str]:
    """The same at the start of a line."""
    return words[0], words[1][:1].upper() + words[1][1:]

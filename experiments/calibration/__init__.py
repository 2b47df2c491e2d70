"""Parameters from what was observed (模拟矩校准): a search, a posterior, and what the data leave open."""

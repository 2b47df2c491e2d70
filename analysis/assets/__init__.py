"""What pages carry inside: a Chinese font (a subset, OFL) and the explorer's charts (Apache ECharts 6.1.0)."""

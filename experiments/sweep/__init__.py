"""Asking the model many times: factors and designs, plans of runs, engines that make them, files that journal them."""

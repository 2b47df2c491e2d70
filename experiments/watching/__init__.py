"""The live view of one run in a browser: the model, the page, the server; only `page` and `server` need solara."""

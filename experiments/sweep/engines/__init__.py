"""The engines: processes of this machine, a share of the chunks, a Dask cluster."""

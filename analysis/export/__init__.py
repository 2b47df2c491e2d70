"""Results in other people's formats: CSV for Excel, netCDF for xarray, the IAMC table, a workbook for an office."""

from analysis.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]

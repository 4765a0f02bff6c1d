"""Stands in for pypi-attestations; see `__main__`."""

"""Notebook to page: the template, the island runtime, fonts, the build."""

"""A model solved over every stop of a panel's controls."""

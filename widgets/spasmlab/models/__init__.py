"""Physiology: NumPy in, NumPy out; one module a mechanism or paper."""

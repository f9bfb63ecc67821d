"""Warning signs, worst first."""

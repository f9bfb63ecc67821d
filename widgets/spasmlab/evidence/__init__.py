"""Tables of numbers with their declared types, and what may be said of them."""

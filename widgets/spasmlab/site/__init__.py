"""The command line and the server: Voila, with our routes."""

"""Our pages and our models timed beside others', side by side in one run."""

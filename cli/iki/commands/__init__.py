"""One file a command: it reads its options, calls the pipeline, prints, and returns the exit code."""

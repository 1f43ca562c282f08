"""Reading ``rubric/``: strict YAML becomes the core's model, or every fault with its file, line and column."""

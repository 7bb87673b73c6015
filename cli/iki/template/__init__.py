"""The template language: what a template sees, which expressions it may use, how they are rendered safely."""

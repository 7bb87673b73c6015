"""iki compiles Indikator Kinerja Individu from YAML into the documents an office prints and signs."""

__version__ = "0.1.0"

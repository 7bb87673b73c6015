"""The one exception that iki raises on purpose."""


class IkiError(Exception):
    """What prevents the work: no project, a missing template, a full disk.

    The message is Indonesian and says what to do; faults inside somebody's YAML or template are `Diagnostic`s instead.
    """

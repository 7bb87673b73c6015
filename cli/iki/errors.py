"""The one exception that iki raises on purpose, and why the system refused, in Indonesian."""

import errno

_REASONS = {
    errno.EACCES: "tidak diizinkan",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "disk hanya dapat dibaca",
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.ENOENT: "tidak ada",
    errno.EEXIST: "sudah ada sesuatu dengan nama itu",
    errno.ENOTDIR: "sebagian jalurnya bukan folder",
    errno.EISDIR: "itu folder",
    errno.EFBIG: "terlalu besar",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EMFILE: "terlalu banyak berkas terbuka",
}


class IkiError(Exception):
    """What prevents the work: no project, a missing template, a full disk.

    The message is Indonesian and says what to do; faults inside somebody's YAML or template are `Diagnostic`s instead.
    """


def reason(error: OSError) -> str:
    """Say in Indonesian why the system refused."""
    return _REASONS.get(error.errno or 0, error.strerror or "sebab tidak diketahui")

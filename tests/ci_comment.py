"""`ci/comment.py` as a module: it stands outside the package, for it needs Python alone."""

import importlib.util
import sys
from types import ModuleType

from conftest import CHECKOUT


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("comment", CHECKOUT / "ci" / "comment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["comment"] = module  # where its dataclasses look for it
    spec.loader.exec_module(module)
    return module


comment = _module()

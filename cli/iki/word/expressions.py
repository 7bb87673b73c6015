"""What a tag says: parsed, checked against the model, and where it is wrong, what was probably meant."""

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from iki.template.check import Checker, Problem
from iki.template.slips import LONGEST, meant_by, meant_by_loop
from iki.word import pictures

Check = Callable[[nodes.Expr], None]


@dataclass(slots=True)
class Expressions:
    """Reads the expressions of one part in the scope that the checker knows."""

    environment: Environment
    checker: Checker

    def value(self, says: str, quoted: str, check: Check) -> tuple[nodes.Expr, list[Problem]]:
        """Return an expression and what is wrong with it; `quoted` is the tag in which it stands.

        `check` is the checker's method for what becomes of it. One that cannot be read comes back as empty text.
        """
        node = self._expression(says)
        problems = self._judge(node, check)
        if node is not None and not problems:
            for found in (node, *node.find_all(nodes.Filter)):
                _show_pictures(found)
            return node, []
        better = self._meant(says, check)
        if better:
            hint = f"Maksud Anda '{quoted.replace(says.strip(), better)}'?"
            return nodes.Const(""), [Problem(f"'{quoted}' tidak terbaca.", hint)]
        if node is None:
            example = "{{ jabatan.nama }}" if quoted.startswith("{{") else "if jabatan.eselon == 'II'"
            return nodes.Const(""), [Problem(f"'{quoted}' tidak terbaca.", f"Misalnya: {example}")]
        return node, [Problem(f"{each.message[:-1]} (dalam '{quoted}').", each.hint) for each in problems]

    def loop(self, says: str) -> tuple[nodes.For, list[Problem]]:
        """Return the head of a `for` and what is wrong with it; its scope is open afterwards, whatever that is."""
        if (found := self._loop(says)) is not None:
            self.checker.enter(found.target, found.iter)
            problems = self.checker.problems()
            return found, [Problem(f"{each.message[:-1]} (dalam '{says}').", each.hint) for each in problems]
        better = meant_by_loop(says)
        if better and (found := self._loop(better)) is not None:
            self.checker.enter(found.target, found.iter)
            if not self.checker.problems():
                return found, [Problem(f"'{says}' tidak terbaca.", f"Maksud Anda '{better}'?")]
            self.checker.leave()
        self.checker.enter_unknown((better or says).split()[1:2])
        empty = nodes.For(nodes.Name("x", "store"), nodes.Const(()), [], [], None, False, lineno=1)
        return empty, [Problem(f"'{says}' tidak terbaca.", "Misalnya: for sasaran in jabatan.sasaran")]

    def _loop(self, says: str) -> nodes.For | None:
        found = self._parse(f"{{% {says} %}}{{% endfor %}}")
        if not isinstance(found, nodes.For) or found.test is not None or found.recursive:
            return None
        found.body = []
        return found

    def _meant(self, says: str, check: Check) -> str:
        """Return the likeliest thing that was meant and would pass; empty where nothing is likely."""
        used = set(self.checker.used)
        tried = (better for better in meant_by(says.strip(), self.checker.names()) if better)
        sound = next((better for better in tried if self._is_sound(better, check)), "")
        self.checker.used = used
        return sound

    def _is_sound(self, says: str, check: Check) -> bool:
        node = self._expression(says)
        return node is not None and not self._judge(node, check)

    def _judge(self, node: nodes.Expr | None, check: Check) -> list[Problem]:
        if node is not None:
            check(node)
        return self.checker.problems()

    def _expression(self, says: str) -> nodes.Expr | None:
        found = self._parse(f"{{{{ {says} }}}}")
        output = found.nodes if isinstance(found, nodes.Output) else []
        return None if len(output) != 1 or isinstance(output[0], nodes.TemplateData) else output[0]

    def _parse(self, source: str) -> nodes.Node | None:
        """Return the one node that a piece of Jinja is, or None."""
        if len(source) > LONGEST:
            return None
        try:
            body = self.environment.parse(source).body
        except (TemplateSyntaxError, RecursionError, ValueError):
            return None
        return body[0] if len(body) == 1 else None


def _show_pictures(found: nodes.Node) -> None:
    """Let the filter that shows a picture know the pictures of its part."""
    if isinstance(found, nodes.Filter) and found.name == pictures.NAME:
        found.args = [nodes.Name("_pictures", "load")]

"""What is the same on every page is put into the public templates when they are compiled.

The language, the name and the mark of the site, the addresses of its static files and the sentences
of the interface don't change while the program runs, and partials are parts of their page. Jinja2
then joins all that stands between two values into one string: a page is made in half the time.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

SENTENCES = {"_", "gettext"}
PLACE = re.compile(r"%\((\w+)\)s")


class FoldingEnvironment(Environment):
    """An environment whose templates are folded.

    ``constants`` are objects whose attributes are fixed, by their names in templates; ``pure`` are
    functions that give the same for the same string. Both must be set before a template is read.
    """

    constants: Mapping[str, object] = {}
    pure: Mapping[str, Callable[[str], object]] = {}

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Jinja2's hook for those who generate code in another way."""
        return super()._generate(Fold(self).visit(source), *args, **kwargs)


class Fold(NodeTransformer):
    def __init__(self, environment: FoldingEnvironment) -> None:
        self.environment = environment

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802  Jinja2's own name
        """A partial, in its place; it sees the variables around it, and keeps its own to itself."""
        environment = self.environment
        if not isinstance(node.template, nodes.Const) or environment.loader is None:
            return node
        name = node.template.value
        source, filename, _uptodate = environment.loader.get_source(environment, name)
        partial = environment._parse(source, name, filename)  # noqa: SLF001
        folded: nodes.Node = self.visit(nodes.Scope(partial.body, lineno=node.lineno))
        return folded

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        """A sentence with values in it becomes its words and the values between them."""
        node.nodes = [part for child in node.nodes for part in self.sentence(child)]
        return self.generic_visit(node)

    def sentence(self, node: nodes.Expr) -> list[nodes.Expr]:
        if not (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in SENTENCES
            and isinstance(node.args[0], nodes.Const)
            and node.kwargs
        ):
            return [node]
        values = {keyword.key: keyword.value for keyword in node.kwargs}
        translated = str(self.environment.pure[node.node.name](node.args[0].value))
        # Every other part is the name of a value.
        parts = PLACE.split(translated)
        return [
            values[part] if place % 2 else nodes.TemplateData(part.replace("%%", "%"))
            for place, part in enumerate(parts)
        ]

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name in self.environment.constants:
            value = getattr(self.environment.constants[node.node.name], node.attr)
            return nodes.Const(value, lineno=node.lineno)
        return self.generic_visit(node)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        if (
            isinstance(node.node, nodes.Name)
            and node.node.name in self.environment.pure
            and len(node.args) == 1
            and isinstance(node.args[0], nodes.Const)
            and not node.kwargs
        ):
            value = self.environment.pure[node.node.name](node.args[0].value)
            return nodes.Const(value, lineno=node.lineno)
        return self.generic_visit(node)

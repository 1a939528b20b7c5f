"""The changed tree -> HTML for the cleaner, which decides what of it may stand where."""

from articles.importing.markup.tree import VOID, Element
from articles.text.tree import escape_attribute, escape_text

NOT_OURS = frozenset({"class", "id", "name", "style"})
"""A class or an id of another program must not be taken for one of ours."""
ALIASES = {"xmp": "pre", "plaintext": "pre", "listing": "pre", "textarea": "div"}
"""Their content would be read as it stands, references and all."""
NO_TEXT = frozenset({"script", "style", "template", "title"})


def write(root: Element) -> str:
    out: list[str] = []
    _write(root, out)
    return "".join(out)


def _write(element: Element, out: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            out.append(escape_text(child))
            continue
        if child.tag in NO_TEXT:
            continue
        start, end = _tags(child)
        out.append(start)
        _write(child, out)
        out.append(end)


def _tags(element: Element) -> tuple[str, str]:
    match element.tag:
        case "footnote":
            key = element.attributes.get("id", "")
            kind = element.attributes.get("data-kind", "")
            identity = f' id="{key}"' if key else ""
            kind = f' data-kind="{kind}"' if kind else ""
            return f'<span class="footnote"{identity}{kind}>', "</span>"
        case "noteref":
            return f'<a class="noteref" href="#{element.attributes["key"]}">', "</a>"
    tag = ALIASES.get(element.tag, element.tag)
    if not tag.isalnum():  # o:p, st1:place
        return "", ""
    written = "".join(
        f' {name}="{escape_attribute(value)}"'
        for name, value in element.attributes.items()
        if name not in NOT_OURS and name.isascii() and name.replace("-", "").isalnum()
    )
    return f"<{tag}{written}>", "" if tag in VOID else f"</{tag}>"

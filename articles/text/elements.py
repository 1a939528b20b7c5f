"""What the body of an article may consist of: the one list that editor, cleaner and docs share.

A body is a sequence of blocks. Everything else that comes in is written with these elements
(ALIASES), unwrapped, or dropped with its content (DROPPED). A footnote is a span of a known class,
so three kinds of span and one of a are declared by their class.
"""

IMAGE_PREFIX = "/media/"
"""Pictures are our own files: a page asks no third party for anything."""

EVERYWHERE = ("lang", "dir")

INLINE: dict[str, tuple[str, ...]] = {
    "strong": (),
    "em": (),
    "sup": (),
    "sub": (),
    "s": (),
    "code": (),
    "cite": (),
    "q": ("cite",),
    "abbr": ("title",),
    "small": (),
    "mark": (),
    "a": ("class", "href", "title"),
    "span": ("class", "id", "data-kind"),
    "br": (),
    "img": ("src", "alt", "title"),
}

BLOCKS: dict[str, tuple[str, ...]] = {
    "p": (),
    "h2": (),
    "h3": (),
    "h4": (),
    "pre": (),
    "blockquote": ("cite",),
    "ul": (),
    "ol": ("start", "type", "reversed"),
    "li": ("value",),
    "dl": (),
    "dt": (),
    "dd": (),
    "table": (),
    "caption": (),
    "thead": (),
    "tbody": (),
    "tfoot": (),
    "tr": (),
    "th": ("colspan", "rowspan", "scope"),
    "td": ("colspan", "rowspan"),
    "figure": (),
    "figcaption": (),
    "hr": (),
}

ELEMENTS = INLINE | BLOCKS

CLASSES: dict[str, tuple[str, ...]] = {
    "a": ("noteref",),
    "span": ("footnote", "paragraph", "quotation"),
}

NOTE_KINDS = ("author", "editor", "translator")
"""The author's own is the usual kind and is written by leaving data-kind out."""

VOID = frozenset({"br", "hr", "img"})

ALIASES = {
    "b": "strong",
    "i": "em",
    "u": "em",
    "dfn": "em",
    "var": "em",
    "del": "s",
    "strike": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "acronym": "abbr",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "dir": "ul",
    "menu": "ul",
    "listing": "pre",
    "xmp": "pre",
    "plaintext": "pre",
    "image": "img",
}

DIVISIONS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "details",
        "dialog",
        "div",
        "fieldset",
        "footer",
        "form",
        "frameset",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "nav",
        "optgroup",
        "option",
        "search",
        "section",
        "select",
        "summary",
        "textarea",
    ]
)
"""They stand for no element of ours, but text on both sides of their edges is not one paragraph."""

MEDIA = frozenset({"audio", "embed", "frame", "iframe", "source", "video"})
"""What would be fetched from elsewhere becomes a link to its address."""

DROPPED = frozenset(
    [
        "base",
        "iframe",
        "link",
        "meta",
        "noembed",
        "noframes",
        "param",
        "script",
        "style",
        "template",
        "title",
    ]
)
"""Their content is no text of the article."""

# The order in which attributes are written, so that one element has one spelling.
ATTRIBUTE_ORDER = (
    "class",
    "id",
    "data-kind",
    "href",
    "src",
    "alt",
    "title",
    "cite",
    "scope",
    "colspan",
    "rowspan",
    "start",
    "type",
    "reversed",
    "value",
    *EVERYWHERE,
)

"""Classic markup -> paragraphs: an empty line parts two, a single line end breaks a line."""

import re

BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area"
    "|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer"
    "|nav|figure|figcaption|details|menu|summary|iframe|video|audio|script"
)
OPENS = re.compile(rf"\s*(<(?:{BLOCKS})(?:\s[^>]*)?/?>)", re.IGNORECASE)
CLOSES = re.compile(rf"(</(?:{BLOCKS})\s*>|<hr[^>]*>)\s*", re.IGNORECASE)
BLOCK_AT_START = re.compile(rf"</?(?:{BLOCKS})\b", re.IGNORECASE)
CONTAINER = re.compile(
    r"(<(?:blockquote|div|section|article|aside|details|td|dd|figcaption)(?:\s[^>]*)?>)"
    r"(?!\s*<(?:p|h[1-6]|ul|ol|table|blockquote|div|figure|pre)\b)",
    re.IGNORECASE,
)
PARAGRAPHS = re.compile(r"\n\s*\n")
KEPT = re.compile(r"<(pre|script|style|textarea|svg)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
HOLD = "\x02{}\x03"
HELD = re.compile("\x02(\\d+)\x03")
CLOSED = re.compile(rf"</(?:{BLOCKS})\s*>\s*", re.IGNORECASE)
LINE_END = re.compile(r"(?:<br\s*/?>)?[ \t]*\n\s*")
IN_TAG = re.compile(r"<[^<>]*\n[^<>]*>")


def paragraphs(html: str) -> str:
    """What WordPress shows of a text that was written without its block editor."""
    kept: list[str] = []

    def hold(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\n\n{HOLD.format(len(kept) - 1)}\n\n"

    text = html.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "").replace("\x03", "")
    if "\n" not in text and BLOCK_AT_START.match(text.lstrip()):
        return text
    text = KEPT.sub(hold, text)
    text = IN_TAG.sub(lambda match: match[0].replace("\n", " "), text)
    text = OPENS.sub(r"\n\n\1", text)
    text = CLOSES.sub(r"\1\n\n", text)
    made = "\n".join(_paragraph(part) for part in PARAGRAPHS.split(text) if part.strip())
    return HELD.sub(lambda match: kept[int(match[1])], made)


def _paragraph(part: str) -> str:
    part = part.strip("\n")
    if HELD.fullmatch(part.strip()):
        return part
    if BLOCK_AT_START.match(part.lstrip()):
        opened = CONTAINER.match(part.lstrip())
        if opened and (rest := part.lstrip()[opened.end() :].strip()):
            return f"{opened[1]}{_wrapped(rest)}"
        return part.replace("\n", " ")
    return _wrapped(part)


def _wrapped(words: str) -> str:
    """Running text, up to where blocks close behind it."""
    tail = ""
    while (at := words.rfind("</")) >= 0 and CLOSED.fullmatch(words, at):
        words, tail = words[:at], words[at:] + tail
    words = words.strip()
    lines = LINE_END.sub("<br>", words)
    return f"<p>{lines}</p>{tail}" if words else tail

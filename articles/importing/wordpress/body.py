"""The text of a post -> a canonical body: its blocks, shortcodes, notes, links and pictures."""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importing.base import Finding, Level
from articles.importing.markup.reading import Found, read_markup
from articles.importing.markup.remarks import Kind
from articles.importing.markup.remarks import Level as Weight
from articles.text.clean import clean

from .autop import paragraphs
from .blocks import BLOCK, Blocks, is_of_blocks
from .notes import Notes, core_notes, parenthesis_notes, shortcode_notes
from .pictures import Uploads
from .post import Post
from .shortcodes import Shortcodes, linked
from .survey import File, Survey
from .typed import MARK, typed_notes

LONE_URL = re.compile(r"(?<=<p>)\s*(https?://[^\s<>\"']+)\s*(?=</p>)|^\s*(https?://[^\s<>\"']+)\s*$",
                      re.MULTILINE)  # fmt: skip
SIMPLE = re.compile(
    r"</?(?:p|em|i|strong|b|h[2-4]|ul|ol|li|blockquote|figure|figcaption|br|hr)\s*/?>"
    r"|<a href=\"(?:https?:|mailto:|/(?!/))[^\"<>]*\">|</a>|<span class=\"(?:sidenote)\">|</span>"
    r"|<img src=\"/media/[^\"<>]*\" alt=\"[^\"<>]*\">"
)
EASY_CLASS = re.compile(
    r"(<(?:p|h[2-4]|ul|ol|li|blockquote|figure|figcaption|hr))"
    r" class=\"(?:wp-[^\"<>]*|has-[^\"<>]*)\"(?=\s*/?>)"
)
UNEVEN = re.compile(r"&nbsp;|&#160;|\u00a0|google\.|safelinks|facebook\.com/l|\t")
ANCHOR = re.compile(r"(<a\b[^>]*?\bhref\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
PICTURE = re.compile(
    r"(?:<a\b(?P<link>[^>]*)>\s*)?(?P<img><img\b[^>]*>)(?(link)\s*</a\s*>|)", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"""\b([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
SMILEY = re.compile(r"/(?:smilies|emoji)/")

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|-->")
BRACKETED = re.compile(r"\[/?[a-zA-Z][^\[\]]*\]")
LETTERS = re.compile(r"[^\W\d_]\w+")

TOLD = {
    Kind.UNSURE_MARKS: "A raised number that may be the mark of a note was left as it is.",
    Kind.UNMARKED_NOTES: "This may be a note, but no mark leads to it.",
    Kind.JOINED_WORDS: "Words were joined at the end of a line.",
    Kind.LOST_IMAGES: "A picture could not be taken along.",
    Kind.LOST_LINKS: "A link leads nowhere; its words are kept.",
    Kind.COMMENTS: "A comment in the margin was left out.",
    Kind.DELETIONS: "Words that were marked as deleted were left out.",
    Kind.HIDDEN: "Hidden text was left out.",
    Kind.CONTENTS: "A table of contents was left out.",
    Kind.FURNITURE: "What belongs to a page and not to the text was left out.",
    Kind.PAGE_NUMBERS: "A page number was left out.",
    Kind.TITLE: "This may be the title.",
}


@dataclass
class Body:
    html: str
    findings: list[Finding] = field(default_factory=list)


def read_body(post: Post, about: Survey, uploads: Uploads, language: str) -> Body:
    """Never fails."""
    notes = Notes()
    blocks = Blocks(about.reusable)
    shortcodes = Shortcodes(lambda ids: gallery(ids, post, about, uploads))
    source = post.html.replace("<![CDATA[", "").replace("]]>", "")
    html = core_notes(source, post.meta.get("footnotes", ""), notes)
    is_blocks = is_of_blocks(html)
    html = blocks.resolve(html)
    html = parenthesis_notes(shortcode_notes(html, notes), notes)
    html = shortcodes.resolve(html)
    if not is_blocks:
        html = paragraphs(html)
    html = LONE_URL.sub(lambda match: linked(match[1] or match[2]), html)
    html = typed_notes(html, notes)
    links = _Links(about, uploads)
    html = links.rewrite(html + "".join(notes.defined))
    body, found = canonical(html, language)
    findings = [
        *notes.findings, *blocks.findings, *shortcodes.findings, *links.findings, *told(found),
        *left_marks(body),
    ]  # fmt: skip
    return Body(body, [*findings, *lost_words(source, body, findings)])


def lost_words(source: str, body: str, findings: list[Finding]) -> Iterator[Finding]:
    """The net below all the others: words of the source that are neither in the body nor told."""
    wanted = words_of(BRACKETED.sub(" ", BLOCK.sub(" ", source)))
    if missing := wanted.keys() - words_of(body).keys():
        missing -= words_of(" ".join(finding.text for finding in findings)).keys()
    if missing:
        words = " ".join(word for word in wanted if word in missing)
        message = "These words of the source are not in the text; look at what stood there."
        yield Finding(Level.LEFT_OUT, "words", message, text=words)


def words_of(html: str) -> dict[str, None]:
    """Each once, in the order of the text."""
    return dict.fromkeys(LETTERS.findall(entities.unescape(TAG.sub(" ", html))))


def canonical(html: str, language: str) -> tuple[str, tuple[Found, ...]]:
    """The body. What has nothing of another program's is read by the cleaner alone, which takes a
    tenth of the time."""
    if "class=" in html:
        html = EASY_CLASS.sub(r"\1", html)
    if "<" not in SIMPLE.sub("", html) and not UNEVEN.search(html):
        return clean(html.replace('class="sidenote"', 'class="footnote"')), ()
    markup = read_markup(html, language=language)
    return markup.body, markup.found


def told(found: tuple[Found, ...]) -> Iterator[Finding]:
    for one in found:
        if one.kind.level is Weight.KEPT or one.kind not in TOLD:
            continue
        level = Level.LEFT_OUT if one.kind.level is Weight.LEFT_OUT else Level.UNSURE
        texts = one.texts or ("",)
        for text in texts:
            yield Finding(level, one.kind.value, TOLD[one.kind], text=text)


def left_marks(body: str) -> Iterator[Finding]:
    """Numbers in brackets that look like marks, where no list of notes was recognised."""
    left = [match[0].strip() for match in MARK.finditer(body) if match["bracket"]]
    if left:
        message = "Numbers in brackets that may be marks of notes were left as they are:"
        yield Finding(Level.UNSURE, "typed-marks", message, text=" ".join(left[:40]))


def gallery(ids: list[int], post: Post, about: Survey, uploads: Uploads) -> str:
    files = [file for key in ids if (file := about.attachment(key))]
    if not ids:
        files = about.attachments_of(post.key)
    return "".join(figure(file, uploads) for file in files)


def figure(file: File, uploads: Uploads) -> str:
    words = file.caption.strip()
    below = f"<figcaption>{words}</figcaption>" if words else ""
    address = uploads.place(file.file)
    if not address:
        return f"<p>{words}</p>" if words else ""
    return f'<figure><img src="{address}" alt="{entities.escape(file.title)}">{below}</figure>'


@dataclass
class _Links:
    about: Survey
    uploads: Uploads
    findings: list[Finding] = field(default_factory=list)

    def rewrite(self, html: str) -> str:
        """Links and pictures of the old site lead to what they have become here."""
        if "<img" in html.lower():
            html = PICTURE.sub(self.picture, html)
        return ANCHOR.sub(self.anchor, html) if "<a" in html.lower() else html

    def anchor(self, match: re.Match[str]) -> str:
        given = match[2] if match[2] is not None else match[3]
        href = entities.unescape(given).strip()
        if not self.about.site.local(href):
            return match[0]
        bare, hash_, part = href.partition("#")
        if place := self.about.place(bare):
            return f'{match[1]}"{entities.escape(place + hash_ + part)}"'
        if self.about.site.upload(href):
            message = "A link leads to a file of the old site; Broadside keeps only pictures."
        elif href.startswith("/"):
            message = "A link leads to a page of the old site that is not among the articles."
            return f'{match[1]}"{entities.escape(href)}"' + self.say(message, href)
        else:
            message = "A link leads to a page of the old site that is not among the articles."
        return match[0] + self.say(message, href)

    def say(self, message: str, href: str) -> str:
        if len(self.findings) < 50:
            self.findings.append(Finding(Level.UNSURE, "old-link", message, text=href))
        return ""

    def picture(self, match: re.Match[str]) -> str:
        """A picture of the uploads; the link around it to its larger self goes."""
        given = _given(match["img"])
        src, alt = given.get("src", ""), given.get("alt", "")
        if src.startswith("/media/"):
            return match[0]
        if SMILEY.search(src):
            return alt
        file = self.about.site.upload(src)
        if not file and (key := re.search(r"\bwp-image-(\d{1,15})\b", given.get("class", ""))):
            attached = self.about.attachment(int(key[1]))
            file = attached.file if attached else ""
        address = self.uploads.place(file) if file else ""
        if not address:
            if not file:
                self.uploads.miss(src)
            return entities.escape(alt, quote=False)
        img = f'<img src="{address}" alt="{entities.escape(" ".join(alt.split()))}">'
        href = _given(match["link"]).get("href", "") if match["link"] else ""
        if href and not self.about.site.upload(href) and "attachment_id" not in href:
            return f'<a href="{entities.escape(href)}">{img}</a>'
        return img


def _given(tag: str) -> dict[str, str]:
    return {
        name.lower(): entities.unescape(double or single or bare or "")
        for name, double, single, bare in ATTRIBUTE.findall(tag)
    }

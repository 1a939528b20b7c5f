"""Text that wants to harm: what a browser makes of the result runs nothing and fetches nothing."""

import pytest

from articles.text.clean import clean
from articles.text.render import render
from tests.text.tools import browser_tree

CALLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;&#97;vascript&colon;alert(1)",
    "&#x6A;avascript&#58;alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&NewLine;:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "view-source:javascript:alert(1)",
    "feed:javascript:alert(1)",
    "\u0001javascript:alert(1)",
    "ｊavascript:alert(1)",
]
CARRIERS = [
    '<a href="{}">x</a>',
    "<a href={}>x</a>",
    '<a class="noteref" href="{}">x</a>',
    '<img src="{}" alt="x">',
    '<iframe src="{}"></iframe>',
    '<video src="{}"></video><embed src="{}"><object data="{}"></object>',
    '<form action="{}"><button formaction="{}">x</button></form>',
    '<svg><a xlink:href="{}"><text>x</text></a><use href="{}"/><image href="{}"/></svg>',
    '<math><mi href="{}">x</mi><maction actiontype="statusline" xlink:href="{}">y</maction></math>',
    '<blockquote cite="{}">x</blockquote><q cite="{}">y</q>',
    '<base href="{}"><link rel=stylesheet href="{}"><meta http-equiv=refresh content="0;url={}">',
    '<body background="{}"><table background="{}"><tr><td background="{}">x</td></tr></table>',
]
DOCUMENTS = [
    "<script>alert(1)</script>",
    "<ScRiPt/src=//evil.example></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//>",
    '<img src="x`onerror=alert(1)">',
    '<img src=/media/x.png onerror=alert(1) style="background:url(//evil.example)">',
    '<img src="/media/../../evil" onload=alert(1)>',
    "<p onclick=alert(1) onmouseover='alert(1)' ONFOCUS=alert(1) autofocus tabindex=0>x</p>",
    '<p style="background:url(javascript:alert(1));behavior:url(x)">x</p>',
    "<svg onload=alert(1)><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><script>alert(1)</script><foreignObject><p onclick=alert(1)>x</p></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a title='</style><img src=x onerror=alert(1)>'></a></style>",
    (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;"
        "&lt;img src=1 onerror=alert(1)&gt;'>"
    ),
    "<math><annotation-xml encoding=text/html><p><style><img src=x onerror=alert(1)></style>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></p></noscript>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp><listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><img src=x onerror=alert(1)></template>",
    (
        "<select><template><style><!--</style><a rel='--></style></template></select>"
        "<img id=x src onerror=alert(1)>'>"
    ),
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--a--!><img src=x onerror=alert(1)>-->",
    "<!-- --><img src=x onerror=alert(1)><!-- -->",
    "<?xml version=1?><img src=x onerror=alert(1)?>",
    '<p title="</p><img src=x onerror=alert(1)>">x</p>',
    '<a href="https://example.org/\'><img src=x onerror=alert(1)>">x</a>',
    '<a href="/x" title="&quot;><img src=x onerror=alert(1)>">x</a>',
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<table><caption><svg><style></table><img src=x onerror=alert(1)>",
    '<span class="footnote"><script>alert(1)</script><img src=x onerror=alert(1)>note</span>',
    '<span class="footnote" id="x&quot; onclick=alert(1) y=&quot;">note</span>',
    '<span class="footnote" data-kind="&quot;><script>alert(1)</script>">note</span>',
    '<span class="footnote evil" onclick=alert(1)>note</span>',
    "<p lang='x\" onclick=alert(1)'>x</p>",
    "<img src=/media/x.png alt='\"><script>alert(1)</script>'>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<marquee onstart=alert(1)>x</marquee><details open ontoggle=alert(1)>x</details>",
    "<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>",
    "<a href=//evil.example/x>x</a><a href='\\\\evil.example'>y</a><a href='/\\evil.example'>z</a>",
    "<p id=cookie name=getElementById class=admin-only>x</p>",
    "\ufeff<script>alert(1)</script>",
    "<img src=/media/a.png srcset='//evil.example 2x' sizes=x loading=eager>",
    "<object data=x><param name=movie value=//evil.example></object><applet code=x></applet>",
]
PAYLOADS = [*DOCUMENTS, *(carrier.replace("{}", call) for carrier in CARRIERS for call in CALLS)]

ADDRESSES = ("href", "src", "cite")
HARMLESS = ("http://", "https://", "mailto:", "tel:", "#", "/")


def check_harmless(html: str) -> None:
    for node in browser_tree(html).traverse():
        assert node.tag not in {
            "script",
            "style",
            "svg",
            "math",
            "iframe",
            "object",
            "form",
            "base",
        }
        for name, value in node.attributes.items():
            assert not name.startswith("on"), html
            assert name not in {"style", "srcset", "formaction", "action", "background", "name"}
            if name in ADDRESSES:
                assert (value or "").startswith(HARMLESS), html
                assert not (value or "").startswith(("//", "/\\")), html
            if name == "src":
                assert (value or "").startswith("/media/"), html
                assert ".." not in (value or ""), html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload: str) -> None:
    cleaned = clean(payload)
    assert clean(cleaned) == cleaned
    check_harmless(cleaned)
    rendered = render(payload)
    check_harmless(rendered.body + rendered.notes)


@pytest.mark.parametrize(
    "start", ["", "<table><tr><td>", "<svg>", "<math><mtext>", "<select>", "<p title='"]
)
@pytest.mark.parametrize("payload", DOCUMENTS)
def test_no_payload_survives_where_parsers_disagree(start: str, payload: str) -> None:
    check_harmless(clean(f"{start}{payload}<p>after"))

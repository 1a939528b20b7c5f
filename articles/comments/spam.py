"""What keeps machines out without asking readers who they are: a signed time, and limits."""

from datetime import timedelta
from enum import Enum
from ipaddress import ip_address

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from articles.models import Article, TokenBucket

SOONEST = timedelta(seconds=3)  # nobody reads a form and answers faster
LATEST = timedelta(hours=24)
HOUR = timedelta(hours=1)
# An exit of Tor or the proxy of a university is one sender for many people.
PER_SENDER, PER_ARTICLE, PER_SITE = 10, 60, 300

_signer = TimestampSigner(salt="articles.comments")


class Stamp(Enum):
    """What a form's time stamp says about it."""

    MISSING = "missing"  # the form on the article's page has none: it is the same for everyone
    YOUNG = "young"
    RIPE = "ripe"
    STALE = "stale"


def stamp(article: Article) -> str:
    """The signed time at which a form for this article was given out."""
    return _signer.sign(str(article.pk))


def judge(value: str, article: Article) -> Stamp:
    """Whether a form has been in somebody's hands long enough, and not too long."""
    try:
        if _signer.unsign(value, max_age=LATEST) != str(article.pk):
            return Stamp.MISSING
    except SignatureExpired:
        return Stamp.STALE
    except BadSignature:
        return Stamp.MISSING
    try:
        _signer.unsign(value, max_age=SOONEST)
    except SignatureExpired:
        return Stamp.RIPE
    return Stamp.YOUNG


def within_limits(article: Article, sender: str) -> bool:
    """Count a comment against its sender, the article and the site; False when one is full."""
    return (
        TokenBucket.authorize("comment", network(sender), capacity=PER_SENDER, period=HOUR)
        and TokenBucket.authorize(
            "comment-article", str(article.pk), capacity=PER_ARTICLE, period=HOUR
        )
        and TokenBucket.authorize("comment-site", "", capacity=PER_SITE, period=HOUR)
    )


def network(address: str) -> str:
    """The address; of an IPv6 one the /64 that a household has to itself."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    return ip.exploded[:19] if ip.version == 6 else str(ip)

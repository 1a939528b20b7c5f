"""Rate limits that know no one: senders are keyed hashes, and the key is thrown away every day."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DailyKey(models.Model):
    """The secret under which one day's senders are hashed. Deleted when the day is over."""

    day = models.DateField(_("day"), unique=True)
    key = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("daily key")
        verbose_name_plural = _("daily keys")

    def __str__(self) -> str:
        return self.day.isoformat()

    @classmethod
    def today(cls) -> bytes:
        """Today's key; made at its first use, when those of earlier days are deleted."""
        row, made = cls.objects.get_or_create(
            day=timezone.now().date(), defaults={"key": secrets.token_bytes(32)}
        )
        if made:
            cls.expire()
        return bytes(row.key)

    @classmethod
    def expire(cls) -> None:
        """Delete the keys of earlier days, and the limits that were kept under them."""
        cls.objects.filter(day__lt=timezone.now().date()).delete()
        TokenBucket.objects.filter(updated_at__lt=timezone.now() - timedelta(days=1)).delete()


class TokenBucket(models.Model):
    """How much one sender may still do in one scope; refills evenly with time."""

    key = models.CharField(max_length=64, unique=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")

    def __str__(self) -> str:
        return self.key[:12]

    @classmethod
    def authorize(cls, scope: str, sender: str, *, capacity: int, period: timedelta) -> bool:
        """Take one token of ``capacity`` per ``period``; False when there is none left.

        ``sender`` (an address, a name) is never stored: only its hash under today's key is.
        """
        key = hmac.new(DailyKey.today(), f"{scope}\0{sender}".encode(), hashlib.sha256).hexdigest()
        now = timezone.now()
        with transaction.atomic():
            bucket, _made = cls.objects.select_for_update().get_or_create(
                key=key, defaults={"tokens": capacity, "updated_at": now}
            )
            refill = (now - bucket.updated_at) / period * capacity
            bucket.tokens = min(capacity, bucket.tokens + max(refill, 0))
            bucket.updated_at = now
            allowed = bucket.tokens >= 1
            bucket.tokens -= 1 if allowed else 0
            bucket.save()
        return allowed

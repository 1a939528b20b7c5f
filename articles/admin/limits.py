"""What a person may choose for an article: no section or language outside of their remit, no
manuscript that they may not see, and no new tag that they may not make."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Section, Tag
from articles.publishing import rights


class LimitedForm(forms.ModelForm):
    """The form of an article for ``by``, whom the admin sets. Without one, nothing is limited."""

    by: User | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.by is None:
            return
        # What is chosen already may stay, also where somebody else has chosen it.
        if section := self.fields.get("section"):
            chosen = Q(pk__in=rights.sections_for(self.by)) | Q(pk=self.instance.section_id)
            section.queryset = Section.objects.filter(chosen)
        if original := self.fields.get("translation_of"):
            seen = rights.visible_to(self.by)
            chosen = Q(pk__in=seen.values("pk")) | Q(pk=self.instance.translation_of_id)
            original.queryset = Article.objects.filter(chosen)
            original.label_from_instance = self.title_of

    def title_of(self, article: Article) -> str:
        return str(article if rights.may(self.by, "view", article) else unseen(article))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.by and "section" in cleaned and "language" in cleaned:
            asked = Article(section=cleaned["section"], language=cleaned["language"])
            # The model is filled in after this: the instance is as it stands in the archive.
            was = rights.place(self.instance) if self.instance.pk else None
            try:
                rights.check_place(self.by, asked, was=was)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def clean_tags(self) -> list[str]:
        names: list[str] = self.cleaned_data["tags"]
        if self.by is None or self.by.has_perm("articles.add_tag"):
            return names
        if new := [name for name in names if not Tag.objects.named(name)]:
            said = _("You may not make new tags: %(names)s. Choose from those that there are.")
            raise ValidationError(said % {"names": ", ".join(new)})
        return names


def unseen(article: Article) -> Article:
    """A stand-in for an article whose manuscript a person may not see."""
    title = _("number %(number)s, which you may not see") % {"number": article.pk}
    return Article(pk=article.pk, title=title)

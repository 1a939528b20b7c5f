"""The forms of the page on which a whole site moves in."""

import hashlib
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importing.runs import folder
from articles.importing.wordpress.items import is_export
from articles.models import ImportRun, Section

LONGEST_NAME = 100
PRIVATE = frozenset(
    {"revision", "nav_menu_item", "trash", "custom_css", "customize_changeset", "oembed_cache",
     "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family",
     "flamingo_inbound", "flamingo_contact", "flamingo_outbound", "feedback", "user_request",
     "guest-author", "acf-field", "acf-field-group", "wpcf7_contact_form", "wpforms"}
)  # fmt: skip
"""Types that are never articles."""


def inside(name: str) -> Path:
    """What lies in the folder of imports under this name; ValidationError for anywhere else."""
    top = folder().resolve()
    path = (top / name).resolve()
    if not path.is_relative_to(top) or path == top:
        raise ValidationError(_("Name something in the folder “imports”, without “..”."))
    return path


class SiteForm(forms.Form):
    """What is to be moved in."""

    file = forms.FileField(
        label=gettext_lazy("Export of WordPress"),
        required=False,
        help_text=gettext_lazy("The file that Tools → Export → All content gives: site.xml."),
    )
    name = forms.CharField(
        label=gettext_lazy("Or its name in the folder “imports” of the data folder"),
        required=False,
        max_length=200,
    )
    uploads = forms.CharField(
        label=gettext_lazy("Folder of pictures in “imports”"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A copy of wp-content/uploads. Nothing is fetched from the web."),
    )

    def clean_uploads(self) -> str:
        name: str = self.cleaned_data["uploads"].strip()
        if name and not inside(name).is_dir():
            raise ValidationError(_("There is no such folder in “imports”."))
        return str(inside(name)) if name else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, name = given.get("file"), given.get("name", "").strip()
        if bool(file) == bool(name):
            raise ValidationError(_("Choose a file, or name one: one of the two."))
        given["path"] = kept(file) if file else inside(name)
        if not is_export(given["path"]):
            if file:
                given["path"].unlink(missing_ok=True)
            raise ValidationError(_("This is no export of WordPress that can be read."))
        given["source"] = Path(file.name).name if file else name
        return given


def kept(file: UploadedFile) -> Path:
    """The upload in the folder of imports, under the checksum of its bytes."""
    folder().mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    path = folder() / f"{digest.hexdigest()[:32]}.xml"
    with path.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    return path


class MappingForm(forms.Form):
    """Which categories are sections, and which other types are articles; asked after a dry run."""

    def __init__(self, run: ImportRun, data: Any = None, *, may_publish: bool) -> None:
        super().__init__(data)
        self.run = run
        sections = run.mapping.get("sections", {})
        self.categories = dict(run.about.get("categories", {}))
        for slug, (name, number) in self.categories.items():
            self.fields[f"section-{slug}"] = forms.CharField(
                label=f"{name} ({number})",
                required=False,
                max_length=LONGEST_NAME,
                initial=sections.get(slug, ""),
                widget=forms.TextInput(attrs={"list": "sections"}),
            )
        self.types = [kind for kind in run.about.get("left_out", {}) if kind not in PRIVATE]
        if self.types:
            self.fields["types"] = forms.MultipleChoiceField(
                label=gettext_lazy("These are articles, too"),
                required=False,
                choices=[(kind, kind) for kind in self.types],
                widget=forms.CheckboxSelectMultiple,
            )
        if may_publish:
            self.fields["publishes"] = forms.BooleanField(
                label=gettext_lazy("Publish what was public"),
                required=False,
                help_text=gettext_lazy("Otherwise all become drafts."),
            )

    def mapping(self) -> dict[str, Any]:
        given = self.cleaned_data
        sections = {slug: " ".join(given[f"section-{slug}"].split()) for slug in self.categories}
        return {
            "sections": {slug: name for slug, name in sections.items() if name},
            "tags": self.run.mapping.get("tags", {}),
            "types": sorted({*self.run.mapping.get("types", []), *given.get("types", [])}),
        }

    @staticmethod
    def sections() -> list[str]:
        return list(Section.objects.values_list("name", flat=True))

"""The forms about people: an account, its roles, and the sections and languages it reaches to."""

import secrets
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, ModelChoiceIterator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Remit, Section
from articles.publishing import people, rights
from articles.publishing.permission_words import act, grouped, in_short, is_shown

from .passwords import sends_mail


class RolesField(forms.ModelMultipleChoiceField):
    """Groups as boxes to tick, each with what it lets somebody do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> SafeString:
        held = group.permissions.select_related("content_type")
        return format_html('{} <span class="quiet">{}</span>', _(group.name), in_short(held))


class LookedAfterForm(forms.ModelForm):
    """What holds for every account: nobody gives more than they have. The admin sets ``by``."""

    by: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if groups := self.fields.get("groups"):
            groups.queryset = people.grantable_groups(self.by).prefetch_related(
                "permissions__content_type"
            )

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if not is_active and self.instance == self.by:
            raise ValidationError(_("You can’t switch off your own account."))
        if not is_active and people.is_last_superuser(self.instance):
            raise ValidationError(_("Nobody else looks after the whole archive: this one stays."))
        return is_active

    def clean_is_superuser(self) -> bool:
        is_superuser: bool = self.cleaned_data["is_superuser"]
        if not is_superuser and people.is_last_superuser(User.objects.get(pk=self.instance.pk)):
            raise ValidationError(_("Nobody else looks after the whole archive: this one stays."))
        return is_superuser


class PersonForm(LookedAfterForm, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        field_classes = {**UserChangeForm.Meta.field_classes, "groups": RolesField}
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": gettext_lazy("Roles")}
        help_texts = {
            "groups": gettext_lazy("What somebody may do at the desk: all that their roles may."),
            "is_staff": "",
        }


class NewPersonForm(LookedAfterForm, UserCreationForm):
    """A new account. Without a password, a link to choose one is sent to the address."""

    class Meta(UserCreationForm.Meta):
        fields = ("username", "first_name", "last_name", "email", "groups")
        field_classes = PersonForm.Meta.field_classes
        labels = PersonForm.Meta.labels
        help_texts = PersonForm.Meta.help_texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].required = self.fields["password2"].required = not sends_mail()
        if sends_mail():
            self.fields["password1"].help_text = _(
                "Empty: a link to choose a password is sent to the e-mail address."
            )

    invites = False
    """Whether the person is to choose the password by a link."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.invites = not cleaned.get("password1")
        if not self.errors and self.invites and not cleaned.get("email"):
            raise ValidationError(_("Give a password, or an e-mail address to send a link to."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        if self.invites:  # nobody knows it, and the link works only for who has one
            self.cleaned_data["password1"] = secrets.token_urlsafe(40)
        self.instance.is_staff = True
        return super().save(commit)


class RemitForm(forms.ModelForm):
    # Named here, because the admin makes no field for rows that have a table of their own.
    sections = forms.ModelMultipleChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Sections"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: all of them."),
    )

    class Meta:
        model = Remit
        fields = ["sections", "languages"]


class RemitFormSet(BaseInlineFormSet):
    """The one remit of a person, or none. It reaches no further than that of ``by``."""

    by: User

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        kept = form.instance.sections.all() if form.instance.pk else Section.objects.none()
        form.fields["sections"].queryset = (rights.sections_for(self.by) | kept).distinct()

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or (self.instance == self.by and not self.has_changed()):
            return
        sections: list[int] = []
        languages: list[str] = []
        for form in self.forms:
            given = form.cleaned_data
            if given and not given.get("DELETE"):
                sections += [section.pk for section in given["sections"]]
                languages += form.instance.language_tags
        if not people.is_within(self.by, sections, languages):
            raise ValidationError(
                _(
                    "Your own rights end at some sections or languages: choose some of these, "
                    "and no others."
                )
            )


# Groups


class ByNoun(ModelChoiceIterator):
    """Permissions under headings, in the words of the house."""

    def __iter__(self) -> Iterator[Any]:
        for about, held in grouped(self.queryset.select_related("content_type")).items():
            yield about, [self.choice(permission) for permission in held]


class PermissionsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    iterator = ByNoun

    def label_from_instance(self, permission: Permission) -> str:
        return act(permission)


class GroupForm(forms.ModelForm):
    by: User

    class Meta:
        model = Group
        fields = ["name", "permissions"]
        field_classes = {"permissions": PermissionsField}
        widgets = {"permissions": forms.CheckboxSelectMultiple}
        labels = {"permissions": gettext_lazy("What its members may do")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("permissions"):
            field.queryset = people.permissions_of(self.by).select_related("content_type")
            field.help_text = ""

    def clean_permissions(self) -> list[Permission]:
        """With those that are not shown, because no page asks for them: they stay."""
        held = self.instance.permissions.select_related("content_type") if self.instance.pk else []
        unseen = [permission for permission in held if not is_shown(permission)]
        return [*self.cleaned_data["permissions"], *unseen]

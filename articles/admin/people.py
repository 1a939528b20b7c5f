"""People at the desk: accounts, the roles they have, and how far these reach."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Remit
from articles.publishing import people
from articles.publishing.log import lines
from articles.publishing.permission_words import described, in_short

from .base import DeskAdmin
from .passwords import invite
from .people_forms import GroupForm, NewPersonForm, PersonForm, RemitForm, RemitFormSet
from .records import RecordAdmin


class RemitInline(admin.StackedInline):
    model = Remit
    form = RemitForm
    formset = RemitFormSet
    verbose_name = _("remit")
    verbose_name_plural = _("How far the rights reach")

    # A remit is a part of the account: who may change the one may change the other.

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_change(request, obj)

    def get_formset(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset


def may_change(request: HttpRequest, person: User | None) -> bool:
    if not request.user.has_perm("auth.change_user"):
        return False
    return person is None or people.may_look_after(request.user, person)


class PersonAdmin(DeskAdmin, BaseUserAdmin):
    """Accounts. Whoever looks after people gives no right that they don't have themselves."""

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = None
    inlines = [RemitInline]
    list_display = ["username", "full_name", "email", "roles", "reach", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ["user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Password"), {"fields": ["password1", "password2"]}),
        (_("Rights"), {"fields": ["groups"]}),
    ]
    beyond_roles = (
        _("For superusers only"), {"fields": ["is_superuser", "user_permissions"]}
    )  # fmt: skip

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows = super().get_queryset(request).select_related("remit")
        return rows.prefetch_related("groups", "remit__sections")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        names = [gettext(group.name) for group in person.groups.all()]
        return ", ".join([gettext("superuser"), *names] if person.is_superuser else names)

    @admin.display(description=_("sections and languages"))
    def reach(self, person: User) -> str:
        remit = getattr(person, "remit", None)
        if remit is None or person.is_superuser:
            return gettext("all")
        sections = [section.name for section in remit.sections.all()]
        return ", ".join([*sections, *remit.language_tags]) or gettext("all")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        mine = self.fieldsets
        return [*mine[:-1], self.beyond_roles, mine[-1]] if request.user.is_superuser else mine

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        """The second page asks for it, when there is an account that it could be of."""
        return self.inlines if obj else []

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change and form.invites and invite(obj):
            said = gettext("A link to choose a password is on its way to %(email)s.")
            self.message_user(request, said % {"email": obj.email}, messages.INFO)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        """Groups beyond the person's own are not in the form, and stay."""
        kept = []
        if change and not request.user.is_superuser:
            offered = people.grantable_groups(request.user)
            kept = list(form.instance.groups.exclude(pk__in=offered.values("pk")))
        super().save_related(request, form, formsets, change)
        form.instance.groups.add(*kept)

    # Who may do what is decided in articles.publishing.people.

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or people.may_look_after(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        return obj != request.user and people.may_look_after(request.user, obj)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Whoever has done something here stays, so that it is known who did it."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        chosen = User.objects.filter(pk__in=[person.pk for person in objs])
        said = gettext("%(name)s has worked here. Switch the account off instead.")
        worked = [said % {"name": person} for person in people.with_traces(chosen)]
        return deleted, counts, lacking, [*worked, *protected]


class RoleAdmin(DeskAdmin, BaseGroupAdmin):
    """Roles are groups. Which one may do what is said in words."""

    form = GroupForm
    list_display = ["named", "short", "number_of_members"]
    fields = ["name", "permissions", "members"]
    readonly_fields = ["members", "what"]
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).prefetch_related("permissions__content_type")

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        """Who may not change them reads them in words."""
        if self.has_change_permission(request, obj):
            return ["name", "permissions", *(["members"] if obj else [])]
        return ["name", "what", "members"]

    def get_form(self, request: HttpRequest, obj: Group | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_change_permission(request, obj) and is_within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_delete_permission(request, obj) and is_within_reach(request, obj)

    @admin.display(description=_("role"), ordering="name")
    def named(self, group: Group) -> str:
        return gettext(group.name)

    @admin.display(description=_("what its members may do"))
    def short(self, group: Group) -> str:
        return in_short(group.permissions.all())

    @admin.display(description=_("what its members may do"))
    def what(self, group: Group) -> SafeString:
        rows = described(group.permissions.all())
        table = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', rows)
        return format_html('<table class="desk-table">{}</table>', table)

    @admin.display(description=_("members"))
    def members(self, group: Group) -> str:
        return ", ".join(group.user_set.order_by("username").values_list("username", flat=True))

    @admin.display(description=_("members"))
    def number_of_members(self, group: Group) -> int:
        return group.user_set.count()


def is_within_reach(request: HttpRequest, group: Group | None) -> bool:
    return group is None or people.grantable_groups(request.user).filter(pk=group.pk).exists()


class LogAdmin(RecordAdmin):
    """Everything that was done at the desk, also to what is gone by now."""

    list_display = ["action_time", "user", "action_flag", "content_type", "object_repr", "said"]
    list_filter = ["action_flag", ("content_type", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["object_repr", "user__username", "change_message"]
    date_hierarchy = "action_time"
    list_select_related = ["user", "content_type"]
    fields = ["action_time", "user", "action_flag", "content_type", "object_repr", "said"]
    readonly_fields = ["said"]

    @admin.display(description=_("what"))
    def said(self, entry: LogEntry) -> str:
        return "; ".join(
            line.what if line.new is None else f"{line.what}: {line.old or '–'} → {line.new or '–'}"
            for line in lines(entry)
        )

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """It names whatever there is, so it is for those from whom nothing is kept."""
        return bool(request.user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


admin.site.unregister([User, Group])
admin.site.register(User, PersonAdmin)
admin.site.register(Group, RoleAdmin)
admin.site.register(LogEntry, LogAdmin)

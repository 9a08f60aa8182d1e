"""Signing in, and setting a name and a password."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.texts import clean_line
from xieqiao.bodies.backend import plain_name
from xieqiao.bodies.forms.fields import say_which
from xieqiao.bodies.models import Account

NAME = re.compile(r"[\w.-]{3,60}")


class SignInForm(forms.Form):
    """A name and a password. Which of them was wrong, it does not say."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_which(self.fields)
        self.request = request
        self.account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Find the account. Raises ValidationError with one sentence for every reason."""
        given = self.cleaned_data
        if "username" in given and "password" in given:
            found = authenticate(
                self.request, username=plain_name(given["username"]), password=given["password"]
            )
            if not isinstance(found, Account):
                raise ValidationError(
                    _("The sign-in name or the password is wrong. Please check both.")
                )
            self.account = found
        return given


class PasswordFields(forms.Form):
    """A password, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1000,
        help_text=_("At least ten characters; a short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_which(self.fields)

    def checked_against(self, account: Account) -> None:
        """Add what is wrong with the password for this account to the form's errors."""
        given = self.cleaned_data
        if "password" not in given or "password_again" not in given:
            return
        if given["password"] != given["password_again"]:
            self.add_error("password_again", _("The two passwords are not the same."))
            return
        try:
            password_validation.validate_password(given["password"], account)
        except ValidationError as error:
            self.add_error("password", error)


class AcceptForm(PasswordFields):
    """What an invited person chooses: a sign-in name and a password."""

    sign_in_name = forms.CharField(
        label=_("Sign-in name"),
        max_length=200,
        help_text=_("Three characters or more: letters, digits, full stop, hyphen, underscore."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ("sign_in_name", "password", "password_again")

    def clean_sign_in_name(self) -> str:
        """Return the name as it is stored. Raises ValidationError for one that is taken."""
        name = clean_line(plain_name(self.cleaned_data["sign_in_name"]))
        if not NAME.fullmatch(name):
            raise ValidationError(
                _("Use 3 to 60 letters, digits, full stops, hyphens or underscores.")
            )
        if Account.objects.filter(sign_in_name=name).exists():
            raise ValidationError(_("This name is taken. Please choose another."))
        return name

    def clean(self) -> dict[str, Any]:
        """Check the password against the name."""
        super().clean()
        self.checked_against(Account(sign_in_name=self.cleaned_data.get("sign_in_name", "")))
        return self.cleaned_data


class PasswordForm(PasswordFields):
    """The old password, and a new one twice."""

    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "password_again")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_old(self) -> str:
        """Refuse a wrong present password."""
        old: str = self.cleaned_data["old"]
        if not self.account.check_password(old):
            raise ValidationError(_("This is not your present password."))
        return old

    def clean(self) -> dict[str, Any]:
        """Check the new password."""
        super().clean()
        self.checked_against(self.account)
        return self.cleaned_data

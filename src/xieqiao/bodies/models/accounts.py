"""Accounts: what somebody signs in with. Who that is at a body, a Person says."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import Matter


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, sign_in_name: str, password: str | None = None, **more: Any) -> Account:
        """Return a new account; without a password nobody can sign in with one."""
        account: Account = self.model(sign_in_name=sign_in_name, **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, sign_in_name: str, password: str, **more: Any) -> Account:
        """Return an account for Django's own commands."""
        more |= {"is_staff": True, "is_superuser": True}
        return self.create_user(sign_in_name, password, **more)


class Account(AbstractBaseUser, PermissionsMixin):
    """A sign-in name and a password, one for all bodies that somebody acts for."""

    matter: ClassVar[Matter] = Matter.OWN

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sign_in_name = models.CharField(_("Sign-in name"), max_length=100, unique=True)
    email = models.EmailField(_("E-mail"), blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.sign_in_name

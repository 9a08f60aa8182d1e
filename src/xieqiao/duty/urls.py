"""The room's addresses, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.duty import views

app_name = "duty"
urlpatterns = [
    path("our/initiatives/", views.initiatives, name="initiatives"),
    path("our/initiatives/new/", views.edit, name="add_initiative"),
    path("our/initiatives/<uuid:initiative>/", views.initiative, name="initiative"),
    path("our/initiatives/<uuid:initiative>/edit/", views.edit, name="edit_initiative"),
    path("our/initiatives/<uuid:initiative>/files/", views.add_file, name="add_file"),
    path("our/initiatives/<uuid:initiative>/confirm/", views.confirm, name="confirm_initiative"),
    path("our/initiatives/<uuid:initiative>/delete/", views.delete, name="delete_initiative"),
    path("our/initiatives/<uuid:initiative>/restore/", views.restore, name="restore_initiative"),
    path("initiatives/", views.shared_initiatives, name="shared_initiatives"),
    path("initiatives/<uuid:shared>/", views.shared, name="shared"),
]

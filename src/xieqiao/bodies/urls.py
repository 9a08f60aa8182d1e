"""Addresses of the directory, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.bodies.views import directory, imports, parts, people, roles

app_name = "bodies"
urlpatterns = [
    path("switch/", directory.switch, name="switch"),
    path("roles/", directory.roles, name="roles"),
    path("bodies/", directory.listed, name="bodies"),
    path("bodies/<uuid:listed_body>/", directory.body_face, name="body_face"),
    path("directory/", directory.directory, name="directory"),
    path("directory/entry/", directory.edit_body, name="edit-body"),
    path("directory/people/new/", people.new_person, name="new-person"),
    path("directory/people/<uuid:person>/", people.person, name="person"),
    path("directory/people/<uuid:person>/edit/", people.edit_person, name="edit-person"),
    path("directory/people/<uuid:person>/remove/", people.remove_person, name="remove-person"),
    path("directory/people/<uuid:person>/term/", people.new_membership, name="new-membership"),
    path("directory/people/<uuid:person>/role/", roles.give_role, name="give-role"),
    path("directory/people/<uuid:person>/invite/", roles.invite_person, name="invite"),
    path(
        "directory/memberships/<uuid:membership>/", people.edit_membership, name="edit-membership"
    ),
    path(
        "directory/memberships/<uuid:membership>/remove/",
        people.remove_membership,
        name="remove-membership",
    ),
    path("directory/roles/<uuid:assignment>/end/", roles.end_role, name="end-role"),
    path("directory/sections/new/", parts.new_section, name="new-section"),
    path("directory/sections/<uuid:section>/", parts.section, name="section"),
    path("directory/sections/<uuid:section>/edit/", parts.edit_section, name="edit-section"),
    path("directory/sections/<uuid:section>/remove/", parts.remove_section, name="remove-section"),
    path("directory/units/", parts.units, name="units"),
    path("directory/units/new/", parts.new_unit, name="new-unit"),
    path("directory/units/<uuid:unit>/", parts.unit, name="unit"),
    path("directory/units/<uuid:unit>/edit/", parts.edit_unit, name="edit-unit"),
    path("directory/units/<uuid:unit>/remove/", parts.remove_unit, name="remove-unit"),
    path("directory/terms/", parts.terms, name="terms"),
    path("directory/terms/new/", parts.new_term, name="new-term"),
    path("directory/terms/<uuid:term>/", parts.edit_term, name="edit-term"),
    path("directory/terms/<uuid:term>/remove/", parts.remove_term, name="remove-term"),
    path("directory/invitations/", roles.invitations, name="invitations"),
    path("directory/invitations/<uuid:invitation>/", roles.invitation, name="invitation"),
    path(
        "directory/invitations/<uuid:invitation>/revoke/",
        roles.revoke_invitation,
        name="revoke-invitation",
    ),
    path("directory/removed/", parts.removed, name="removed"),
    path("directory/import/", imports.imports, name="members_imports"),
    path("directory/import/<uuid:table_import>/", imports.one, name="members_import"),
    path("directory/import/<uuid:table_import>/confirm/", imports.confirm, name="members_confirm"),
    path("directory/import/<uuid:table_import>/refused/", imports.refused, name="members_refused"),
    path("directory/export/", imports.export, name="members_export"),
]

"""The room's addresses, under the body that one acts for."""

from __future__ import annotations

from django.urls import path

from xieqiao.duty.views import opened, own, records, shared, years

ONE = "our/initiatives/<uuid:initiative>/"
RECORD = "duty/people/<uuid:person>/"

app_name = "duty"
urlpatterns = [
    path("our/initiatives/", own.initiatives, name="initiatives"),
    path("our/initiatives/new/", own.edit, name="add_initiative"),
    path(ONE, own.initiative, name="initiative"),
    path(f"{ONE}edit/", own.edit, name="edit_initiative"),
    path(f"{ONE}confirm/", own.confirm, name="confirm_initiative"),
    path(f"{ONE}delete/", own.delete, name="delete_initiative"),
    path(f"{ONE}restore/", own.restore, name="restore_initiative"),
    path(f"{ONE}files/", own.add_file, name="add_file"),
    path(f"{ONE}files/<uuid:initiative_file>/", own.file, name="file"),
    path(f"{ONE}files/<uuid:initiative_file>/remove/", own.remove_file, name="remove_file"),
    path("duty/", records.records, name="records"),
    path(RECORD, records.record, name="record"),
    path(f"{RECORD}file/", records.record_file, name="record_file"),
    path(f"{RECORD}correct/", records.correct, name="correct"),
    path(f"{RECORD}partners/", opened.choices, name="opened_choices"),
    path(f"{RECORD}partners/none/", opened.take_back, name="take_opened_back"),
    path(f"{RECORD}partners/choose/", opened.choose, name="open"),
    path("duty/year/", years.body_year, name="body_year"),
    path("duty/sections/<uuid:section>/year/", years.section_year, name="section_year"),
    path("duty/improve/", years.improve, name="improve"),
    path("duty/points/", years.points, name="points"),
    path("members/", opened.opened_records, name="opened_records"),
    path("members/<uuid:opened_record>/", opened.opened_record, name="opened_record"),
    path("initiatives/", shared.shared_initiatives, name="shared_initiatives"),
    path("initiatives/<uuid:shared>/", shared.shared, name="shared"),
]

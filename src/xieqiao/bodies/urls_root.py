"""Addresses outside any body: signing in, one's account, invitations."""

from __future__ import annotations

from django.urls import path

from xieqiao.bodies.views import demo, invited, sessions, sign_in, still_here

app_name = "bodies_root"
urlpatterns = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("demo/", demo.demo, name="demo"),
    path("invitation/<str:token>/", invited.invitation, name="invitation"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end-others/", sessions.end_others, name="end-other-sessions"),
    path("sessions/<slug:session>/end/", sessions.end_session, name="end-session"),
    path("password/", sessions.password, name="password"),
    path("still-here/", still_here.still_here, name="still-here"),
    path("still-here/discard/", still_here.discard, name="discard"),
]

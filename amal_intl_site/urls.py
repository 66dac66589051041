"""Addresses. Swedish at `/`, English under `/en/`; the words are Swedish in both."""

from allauth.account import views as account
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.accounts.code_views import ConfirmCodeView, RequestCodeView
from home.accounts.eid_views import eid_account, eid_callback, eid_start
from home.accounts.second_factor.own_views import ChangeAppView, NewRecoveryCodesView, own_second_factor
from home.accounts.second_factor.sign_in_views import CodeView, SetUpView
from home.accounts.session_view import session
from home.events.calendar_views import page_calendar
from home.feeds import news_feed, story_feed
from home.serving.public_files import robots_txt, sitemap_xml
from home.sharing.views import share_picture
from home.styleguide.views import styleguide
from partners.urls import feeds as partner_feeds

sign_in = [
    path("", RequestCodeView.as_view(), name="account_request_login_code"),
    path("kod/", ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("e-legitimation/", eid_start, name="eid_start"),
    path("e-legitimation/tillbaka/", eid_callback, name="eid_callback"),
    path("e-legitimation/konto/", eid_account, name="eid_account"),
    path("andra-steget/", own_second_factor, name="second_factor"),
    path("andra-steget/kod/", CodeView.as_view(), name="mfa_authenticate"),
    path("andra-steget/ordna/", SetUpView.as_view(), name="second_factor_set_up"),
    path("andra-steget/byt/", ChangeAppView.as_view(), name="second_factor_change"),
    path("andra-steget/reservkoder/", NewRecoveryCodesView.as_view(), name="second_factor_codes"),
    path("fortsatt/", session, name="session"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    # No sign-up page: an account comes with the first code. allauth still asks for the name.
    path(
        "nytt/",
        RedirectView.as_view(pattern_name="account_request_login_code"),
        name="account_signup",
    ),
]

urlpatterns = [
    # Before Wagtail's own addresses: its sign-in page would let a password past allauth's stages.
    path("admin/login/", account.login, name="account_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    path("delning/<int:pk>-<slug:version>.png", share_picture, name="share_picture"),
    path("robots.txt", robots_txt),
    path("sitemap.xml", sitemap_xml),
    *partner_feeds,
]

if settings.ANYMAIL.get("WEBHOOK_SECRET"):
    # Without the shared secret anyone could report what became of a mail.
    urlpatterns += [path("anymail/", include("anymail.urls"))]

if settings.DEMO:
    urlpatterns += [
        path("styleguide/", styleguide, name="styleguide"),
        path("demo/", include("stipend_portal.mail.demo_urls")),
        # Production's public files are served by the proxy or from object storage.
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

urlpatterns += i18n_patterns(
    path("konto/", include(sign_in)),
    path("sok/", include("home.search.urls")),
    path("kalender/<int:pk>.ics", page_calendar, name="page_calendar"),
    path("rss/nyheter.xml", news_feed, name="news_feed"),
    path("rss/berattelser.xml", story_feed, name="story_feed"),
    path("", include("partners.urls")),
    path("", include("stipend_portal.apply.urls")),
    # Wagtail's page for readers of closed pages takes a password too; it must be the same one door.
    path("_util/login/", account.login, name="wagtailcore_login"),
    path("", include("home.feedback.urls")),
    path("", include("home.serving.page_view")),
    prefix_default_language=False,
)

handler400 = "home.errors.bad_request"
handler403 = "home.errors.permission_denied"
handler404 = "home.errors.page_not_found"
# Asked for by allauth, where its own limits are reached.
handler429 = "home.errors.too_many_requests"
handler500 = "home.errors.server_error"

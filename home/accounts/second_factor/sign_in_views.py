"""Between the password and the first page: the code, or the app's first setting up."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.account.utils import get_login_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from home.accounts.second_factor import acts
from home.accounts.second_factor.forms import CodeForm, NewAppForm
from home.accounts.second_factor.pages import how_to_add, refuse, show_codes, when_required
from home.accounts.second_factor.rule import app_of, remember_passed
from home.accounts.second_factor.stage import SetUpStage
from home.models import User


@method_decorator(when_required, name="dispatch")
class StageView(View):
    """A page for someone who has given her password and is not signed in yet."""

    stage_key = ""
    stage: LoginStage
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the half-made sign-in; without one, begin from the password."""
        if request.user.is_authenticated:
            return redirect(get_login_redirect_url(request))
        stage = LoginStageController.enter(request, self.stage_key)
        if stage is None or stage.login.user is None:
            if request.method == "POST":
                messages.info(request, _("It took too long, so begin again."))
            return redirect("account_login")
        self.stage, self.person = stage, stage.login.user
        if not self.person.is_active:  # closed in these very minutes
            clear_login(request)
            return redirect("account_inactive")
        if request.method == "POST" and request.POST.get("action") == "another":
            return self.leave()
        return super().dispatch(request, *args, **kwargs)

    def leave(self) -> HttpResponse:
        """Forget this sign-in: it is somebody else who wants to sign in."""
        next_url = self.stage.login.redirect_url
        clear_login(self.request)
        clear_totp_secret(self.request)
        return redirect(reverse("account_login", query={"next": next_url} if next_url else None))


class CodeView(StageView):
    """Asks for a code from the app, or a recovery code."""

    stage_key = AuthenticateStage.key
    template_name = "mfa/code.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return render(request, self.template_name, {"form": CodeForm(user=self.person)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in when the code is right."""
        app = app_of(self.person)
        if app is None:  # removed by an administrator in these very minutes
            return self.leave()
        form = CodeForm(request.POST, user=self.person)
        if not form.is_valid():
            return refuse(request, self.template_name, {"form": form}, form, self.person)
        form.save()
        remember_passed(request.session, app)
        return self.stage.exit()


class SetUpView(StageView):
    """Asks someone who has no app yet to set one up. There is no way past it."""

    stage_key = SetUpStage.key
    template_name = "mfa/set_up.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page. The key stays the same when it is loaded anew, or the app would have read another one."""
        return render(request, self.template_name, self.context(NewAppForm(secret=get_totp_secret())))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in with the new app, and show the recovery codes."""
        form = NewAppForm(request.POST, secret=get_totp_secret())
        if not form.is_valid():
            return render(request, self.template_name, self.context(form), status=422)
        try:
            app, codes = acts.set_up(
                self.person, secret=form.secret, code=form.cleaned_data["new_code"], instead_of=None
            )
        except acts.AppChanged:  # set up in another window meanwhile: begin again and give its code
            return self.leave()
        clear_totp_secret(request)
        record_authentication(request, self.person, "mfa", id=app.pk, type=Authenticator.Type.TOTP)
        remember_passed(request.session, app)
        response = self.stage.exit()
        return show_codes(request, codes, first=True, go_on_to=response.headers["Location"])

    def context(self, form: NewAppForm) -> dict[str, Any]:
        """The form, and what the app needs."""
        return {"form": form, **how_to_add(self.person, form.secret)}

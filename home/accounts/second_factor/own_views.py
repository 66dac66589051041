"""One's own second step: how it stands, another app, new recovery codes. It can be changed, never left out."""

from typing import Any

from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_safe

from home.accounts.second_factor import acts
from home.accounts.second_factor.codes import left_of
from home.accounts.second_factor.forms import CodeForm, NewAppForm
from home.accounts.second_factor.pages import for_staff, how_to_add, refuse, show_codes
from home.accounts.second_factor.rule import app_of, remember_passed


@for_staff
@require_safe
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Since when the app is used, and how many recovery codes are left."""
    app = app_of(request.user)
    context = {"since": app.created_at if app else None, "left": left_of(request.user)}
    return render(request, "mfa/own.html", context)


@method_decorator(for_staff, name="dispatch")
class ChangeAppView(View):
    """A new app in the place of the one in use: a new phone. The old one works until the new one does."""

    template_name = "mfa/change_app.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        forms = NewAppForm(secret=get_totp_secret()), CodeForm(user=request.user)
        return render(request, self.template_name, self.context(*forms))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change when the new app has the key, and then the code from the old one is right: it is used up by that."""
        in_use = app_of(request.user)
        new = NewAppForm(request.POST, secret=get_totp_secret())
        code = CodeForm(request.POST, user=request.user)
        if not new.is_valid():
            typed = CodeForm(user=request.user, initial={"code": request.POST.get("code", "")})
            return render(request, self.template_name, self.context(new, typed), status=422)
        if not code.is_valid():
            return refuse(request, self.template_name, self.context(new, code), code, request.user)
        code.save()
        try:
            app, codes = acts.set_up(
                request.user, secret=new.secret, code=new.cleaned_data["new_code"], instead_of=in_use
            )
        except acts.AppChanged:  # from another window: this session has ended with the earlier app
            return redirect("second_factor")
        clear_totp_secret(request)
        remember_passed(request.session, app)
        return show_codes(request, codes, first=False, go_on_to=reverse("second_factor"))

    def context(self, new: NewAppForm, code: CodeForm) -> dict[str, Any]:
        """Both forms, which are one on the page, and what the app needs."""
        return {"form": new, "code_form": code, **how_to_add(self.request.user, new.secret)}


@method_decorator(for_staff, name="dispatch")
class NewRecoveryCodesView(View):
    """New recovery codes in the place of the earlier ones."""

    template_name = "mfa/new_codes.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return render(request, self.template_name, {"form": CodeForm(user=request.user)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show them when the code is right."""
        form = CodeForm(request.POST, user=request.user)
        if not form.is_valid():
            return refuse(request, self.template_name, {"form": form}, form, request.user)
        form.save()
        codes = acts.renew_recovery_codes(request.user)
        return show_codes(request, codes, first=False, go_on_to=reverse("second_factor"))

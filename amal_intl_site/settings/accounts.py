"""Users and signing in: applicants by a code sent by e-mail, staff by password."""

AUTH_USER_MODEL = "home.User"
# allauth's, which is Django's own with signing in by address; beside it, Django's would only ask everything again.
AUTHENTICATION_BACKENDS = ["home.accounts.backend.SiteBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "my_applications"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"

# Those who work here need a code from an app besides the password. No environment variable changes this in
# production, and `check --deploy` fails where it is off.
STAFF_SECOND_FACTOR = True
MFA_ADAPTER = "home.accounts.second_factor.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Åmål i världen"
# A code that is typed while the app changes to the next one still works (RFC 6238, section 6: one step).
MFA_TOTP_TOLERANCE = 1

ACCOUNT_ADAPTER = "home.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "home.accounts.forms.StaffSignInForm",
    "request_login_code": "home.accounts.forms.RequestCodeForm",
    "confirm_login_code": "home.accounts.forms.ConfirmCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# There is no sign-up page; allauth drops the password from the staff page when this lacks one.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A phone's mail can be slow: three minutes is too short to switch apps and come back.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# From the password to the last step: long enough to find and install an app the first time.
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Per visitor (a whole class sits behind one network address) and per e-mail address (nobody's mailbox is to
# be filled by someone else).
ACCOUNT_RATE_LIMITS = {"request_login_code": "60/m/ip,300/h/ip,3/m/key,20/h/key"}
# Staff are signed out when they close the browser; there is no box to tick.
ACCOUNT_SESSION_REMEMBER = False
SESSION_ENGINE = "home.accounts.sessions"
# Long enough to write an application, short enough for a computer that others use too.
SESSION_COOKIE_AGE = 12 * 60 * 60

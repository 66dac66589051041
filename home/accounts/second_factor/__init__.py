"""The second step of signing in, for everyone who works here: a code from an app, or a recovery code.

Nobody is signed in, in Django's sense, before both steps are done: until then allauth keeps the half-made
sign-in as a stage in the session. A session of staff that has not passed the second step, however it came
about, is ended by the middleware, so no door of the site needs to ask.
"""

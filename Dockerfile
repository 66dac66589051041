# The site as one image: `web` (default), `worker`, `migrate`, or any command of manage.py.
#   docker build -t amal-i-varlden .
ARG BASE_IMAGE=python:3.13-slim

FROM ${BASE_IMAGE} AS build
WORKDIR /app
RUN python3 -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
# Compiled once here, so that a container starts with everything it serves. Neither step needs a secret.
RUN /venv/bin/pybabel --quiet compile --directory locale --domain django --use-fuzzy \
 && DJANGO_SETTINGS_MODULE=amal_intl_site.settings.demo VAR_DIR=/app/var \
    /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
 && mkdir -p var/media var/private \
 && /venv/bin/python -m compileall -q amal_intl_site home partners stipend_portal

FROM ${BASE_IMAGE}
RUN groupadd --gid 10001 amal && useradd --uid 10001 --gid amal --no-create-home --home-dir /app amal
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# The site can write uploaded files and nothing else, least of all its own code.
RUN chown amal:amal /app/var/media /app/var/private
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=amal_intl_site.settings.production \
    VAR_DIR=/app/var
USER amal
VOLUME ["/app/var/media", "/app/var/private"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=40s CMD ["python", "-m", "amal_intl_site", "healthy"]
ENTRYPOINT ["python", "-m", "amal_intl_site"]
CMD ["web"]

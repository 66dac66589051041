"""How form fields become HTML on the public site and in the portal (not in the admin)."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Fields by `templates/components/field.html`; each form sets this as its default renderer."""

    field_template_name = "components/field.html"
    form_template_name = "components/fields.html"

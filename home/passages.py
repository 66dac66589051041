"""Words in another language inside a text, so that they are read aloud as they should be (WCAG 3.1.2)."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from home.blocks.passages import PASSAGE_LANGUAGES, feature_of


def register_passages(features: FeatureRegistry) -> None:
    """Give the text editor a button a language, kept in the page as `<span lang="…">`."""
    for code, description in PASSAGE_LANGUAGES.items():
        name, style = feature_of(code), f"LANG_{code.upper()}"
        control = {
            "type": style,
            "label": code.upper(),
            "description": description,
            "style": {"textDecoration": "underline dotted"},
        }
        rule = {
            "from_database_format": {f"span[lang={code}]": InlineStyleElementHandler(style)},
            "to_database_format": {"style_map": {style: {"element": "span", "props": {"lang": code}}}},
        }
        features.register_editor_plugin("draftail", name, draftail.InlineStyleFeature(control))
        features.register_converter_rule("contentstate", name, rule)

"""Documents on paper and as PDF, set by typst from the templates in `templates/stipend_portal/pdf/`."""

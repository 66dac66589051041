"""Registration of the partners' side in the Wagtail admin."""

from wagtail import hooks

from partners.proposals.admin import ProposalViewSet


@hooks.register("register_admin_viewset")
def register_proposals() -> ProposalViewSet:
    """Proposals of co-operation."""
    return ProposalViewSet()

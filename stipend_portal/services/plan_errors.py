"""What can go wrong with a proposal for the money, apart from role and phase."""

from stipend_portal.services.errors import ActRefused


class PlanGone(ActRefused):
    """Someone has deleted the proposal, or a case is no longer in it."""


class PlanAdopted(ActRefused):
    """The proposal is adopted, and stays as it is until that is taken back; or it is not, and was thought to be."""


class AnotherAdopted(ActRefused):
    """The round has an adopted proposal already."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotAllSeen(ActRefused):
    """The proposal holds cases that this person does not see: nobody places a case that is closed to her."""


class NotUpToDate(ActRefused):
    """Cases have changed since the proposal was saved; `cases` says how many."""

    def __init__(self, cases: int) -> None:
        super().__init__(f"{cases} cases")
        self.cases = cases


class NotComplete(ActRefused):
    """The round has cases that the proposal leaves out because this person does not see them."""

    def __init__(self, cases: int) -> None:
        super().__init__(f"{cases} cases")
        self.cases = cases


class NameTaken(ActRefused):
    """The round has a proposal with that name."""


class OverThePot(ActRefused):
    """The pot does not hold it. `over` is how much too much it would be, in whole kronor."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} kronor too much")
        self.over = over

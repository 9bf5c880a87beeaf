"""While a red flag stands there is no plan: nothing to agree on, nothing to share."""

from __future__ import annotations

from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.red_flags import with_raised
from overblik.language import N_, Message
from overblik.state.state import State

NO_SHARING = Message("Der er et rødt flag. Afklar det først: så længe er der ingen plan at dele.")
NO_AGREEING = N_("Der er et rødt flag. Afklar det først: så længe er der ingen plan at aftale.")


def flag_stands(state: State, case: Case, catalogue: Catalogue) -> bool:
    """Whether a red flag of the case, or one ticked here, is not released in writing.

    ``case`` is as its author wrote it.
    """
    raised = with_raised(state.facts(case), catalogue, state.flags).red_flags
    return bool(raised) and not state.released

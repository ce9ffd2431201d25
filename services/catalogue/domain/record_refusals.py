"""Why a decision record cannot be made again here."""

from chassis.modelling import Refusal


class CatalogueBehindRecord(Refusal):
    """A record names a position of a log; what was never stored here cannot be read."""

    reason = "CATALOGUE_BEHIND_RECORD"
    message = (
        "The record was made at position {recorded} of the catalogue, and this one ends at {here}. "
        "Make it again where it was made, or wait until what is missing is restored."
    )


class RecordShowsMore(Refusal):
    """Who may not be shown some measures is not shown them in a record either."""

    reason = "RECORD_SHOWS_MORE"
    message = "The record covers measures that are kept for the desk. Ask an operator of the desk or an auditor."

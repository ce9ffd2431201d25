"""Where partners and desks come in: requests become commands and questions, refusals become statuses."""

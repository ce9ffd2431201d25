"""Where the desk's people come in: requests become commands and questions, refusals become statuses."""

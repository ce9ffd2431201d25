"""Servers of a stack's own: a PostgreSQL and a RabbitMQ that nobody else on the machine notices."""

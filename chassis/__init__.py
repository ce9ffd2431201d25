"""The microservice chassis: it carries, it does not decide. Importing it imports nothing."""

"""The services: each sub-package is one thing we deploy, and none imports another."""

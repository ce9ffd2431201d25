# One image for every role. What a container does is its arguments:
#   -m stacks.worker SERVICE…   -m stacks.edge SERVICE…   -m stacks.migrate SERVICE…   -m stacks.provide SERVICE…
#   -m stacks.compose FOLDER    -m stacks.renew_log SERVICE

FROM python:3.11-slim-bookworm AS packages
COPY deploy/runtime.lock /
# Wheels only: nothing is compiled, so no compiler is needed and none can be left behind.
RUN python -m venv --without-pip /somicis \
 && python -m pip --disable-pip-version-check --python /somicis/bin/python \
      install --no-cache-dir --only-binary :all: --require-hashes --requirement /runtime.lock

FROM python:3.11-slim-bookworm
RUN python -m pip --disable-pip-version-check uninstall --yes --root-user-action ignore pip setuptools wheel
COPY --from=packages /somicis /somicis
WORKDIR /app
COPY apps apps
COPY chassis chassis
COPY services services
COPY stacks stacks
COPY contracts/somicis somicis
# The file system is read-only where it runs.
ENV PATH=/somicis/bin:$PATH PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
ENTRYPOINT ["python"]

#!/bin/sh
# Installs the servers of the production stack the Debian way, and nothing more: the packages make no database of
# their own and start no daemon, now or when the machine starts, and a server that runs already is left as it is.
# Called by `make servers`; does nothing where the servers are there, or are named by the environment.
set -eu

POLICY=/usr/sbin/policy-rc.d
CLUSTERS=/etc/postgresql-common/createcluster.d/somicis.conf

is_there() {  # Whether a program is on the path or where Debian keeps it: is_there NAME PLACE…
  if command -v "$1" >/dev/null; then return; fi
  shift
  for place in "$@"; do if [ -x "$place" ]; then return; fi; done
  return 1
}

missing=
if [ -z "${SOMICIS_POSTGRES_URL:-}" ] && ! is_there pg_ctl /usr/lib/postgresql/*/bin/pg_ctl; then
  missing=postgresql
fi
if [ -z "${SOMICIS_RABBITMQ_URL:-}" ] && ! is_there rabbitmq-server /usr/lib/rabbitmq/bin/rabbitmq-server; then
  missing="${missing:+$missing }rabbitmq-server"
fi
if [ -z "$missing" ]; then exit 0; fi

leave_it_to_the_reader() {
  cat <<END
The production stack needs what Debian calls $missing, and this machine has not got it.
Install PostgreSQL 15 and RabbitMQ 3.10, or newer, with what your system offers (Fedora: postgresql-server and
rabbitmq-server; macOS: brew install postgresql rabbitmq), or name servers that run already:
  SOMICIS_POSTGRES_URL=postgresql://administrator:password@host:5432/postgres
  SOMICIS_RABBITMQ_URL=amqp://user:password@host:5672/virtual-host
END
  exit 1
}

if ! command -v apt-get >/dev/null; then leave_it_to_the_reader; fi
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then leave_it_to_the_reader; fi
  echo "Installing $missing takes the administrator's rights: asking sudo for them."
  exec sudo env SOMICIS_POSTGRES_URL="${SOMICIS_POSTGRES_URL:-}" SOMICIS_RABBITMQ_URL="${SOMICIS_RABBITMQ_URL:-}" sh "$0"
fi

made=
log=$(mktemp)
mapper_was_here=$(command -v epmd || true)
restore() {
  # What was put here for the duration goes; what somebody else had put here was never touched.
  for file in $made; do
    rm -f "$file"
    rmdir --ignore-fail-on-non-empty "$(dirname "$file")"
  done
  rm -f "$log"
}
trap restore EXIT
trap 'exit 1' HUP INT TERM

for_the_duration() {  # Make a file that is removed at the end: for_the_duration FILE MODE TEXT
  mkdir -p "$(dirname "$1")"
  made="$made $1"
  printf '%b' "$3" >"$1"
  chmod "$2" "$1"
}

# Packages ask this program before they start a daemon; 101 means no.
if [ ! -e "$POLICY" ]; then
  for_the_duration "$POLICY" 755 '#!/bin/sh\nexit 101\n'
else
  answer=0
  "$POLICY" rabbitmq-server start >/dev/null 2>&1 || answer=$?
  if [ "$answer" -ne 101 ]; then
    echo "$POLICY of this machine lets packages start daemons, and it is not ours to change."
    leave_it_to_the_reader
  fi
fi
if [ ! -e "$CLUSTERS" ]; then for_the_duration "$CLUSTERS" 644 'create_main_cluster = false\n'; fi

echo "Installing $missing with apt-get: nothing is started, and no server that runs is touched."
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
{
  apt-get -qq update
  # shellcheck disable=SC2086 - a list of names
  apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends $missing
} >"$log" 2>&1 || { cat "$log"; exit 1; }

# Nor may they start by themselves with the machine.
case $missing in
*rabbitmq-server*) update-rc.d rabbitmq-server disable >/dev/null 2>&1 || true ;;
esac
if [ -z "$mapper_was_here" ] && command -v systemctl >/dev/null; then
  systemctl disable --quiet epmd.service epmd.socket || true
fi
echo "Installed: $missing."

#!/bin/sh
# Plays `make demo` where nothing was installed before: a Debian 12 made anew, with git and make and no more.
# Needs root and debootstrap. BARE_DEMO names the arguments of make, such as "STACK=production".
set -eu

checkout=$(git rev-parse --show-toplevel)
root=$(mktemp -d)
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

leave() {
  for mounted in dev/pts dev proc; do
    if mountpoint --quiet "$root/$mounted"; then umount --lazy "$root/$mounted"; fi
  done
  # Nothing of the machine may still be mounted below what is removed.
  if grep --quiet " $root/" /proc/mounts; then echo "Left behind, still mounted: $root"; exit 1; fi
  rm -rf "$root"
}
trap leave EXIT INT TERM

echo "Making a bare Debian 12 in $root."
debootstrap --variant=minbase --include=git,make bookworm "$root" "$mirror" >"$root.log" 2>&1 ||
  { tail -20 "$root.log"; exit 1; }
rm -f "$root.log"
# Servers run as users of their own, who must be able to enter.
chmod 755 "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts"
if [ -e /etc/resolv.conf ]; then cp /etc/resolv.conf "$root/etc/resolv.conf"; fi

# A network that signs with an authority of its own is not part of what is tried here.
pip_cert=
if [ -n "${PIP_CERT:-}" ]; then
  cp "$PIP_CERT" "$root/opt/authorities.pem"
  pip_cert=/opt/authorities.pem
fi

git clone --quiet "$checkout" "$root/srv/somicis"
echo "git and make are there; python3: $(chroot "$root" sh -c 'command -v python3' || echo none)."
chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv LANG=C.UTF-8 \
  ${pip_cert:+PIP_CERT=$pip_cert} \
  sh -c "cd /srv/somicis && make demo ${BARE_DEMO:-} && cat var/demo/summary.json"

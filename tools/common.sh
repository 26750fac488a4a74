# Sourced by the scripts in tools/: moves to the repository's root and defines what they share.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n== %s\n' "$*"; }

# Installs the packages of tools/packages.txt that are missing: all of them for "test", else those above its "# test" line.
# Calls apt only if one is missing, so that it works offline otherwise.
install_packages() {
  local wanted missing=() name sudo=()
  if [ "${1:-}" = test ]; then
    wanted=$(cat tools/packages.txt)
  else
    wanted=$(sed '/^# test$/,$d' tools/packages.txt)
  fi
  for name in $(sed 's/#.*//' <<<"$wanted"); do
    # Node.js from its makers brings npm along and cannot stand beside Debian's package of that name.
    [ "$name" != npm ] || ! command -v npm >/dev/null || continue
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# build PRESET [CMake options…] [-- targets…]
build() {
  local preset=$1 options=() targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# -eq 0 ] || shift
  targets=("$@")
  say "building: preset $preset"
  cmake --preset "$preset" "${options[@]}"
  cmake --build --preset "$preset" ${targets[0]:+--target "${targets[@]}"}
}

#!/usr/bin/env bash
# A PostgreSQL server of its own: data directory, port, password and certificate in one folder, never as root.
#   postgres.sh start DIR          makes it where DIR is empty, starts it and prints its URL
#   postgres.sh stop DIR [MODE]    stops it (fast; `immediate` as a crash would)
# DIR/root.crt is the certificate authority of its certificate for `localhost`.
set -euo pipefail
usage() { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
dir=$(realpath -m "$2")

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(realpath "$(command -v initdb || { echo "no PostgreSQL server here" >&2; exit 1; })")")
as=()
if [ "$(id -u)" = 0 ]; then
  owner=postgres; id "$owner" >/dev/null 2>&1 || owner=nobody
  as=(runuser -u "$owner" --)
fi
# the server's user need not be able to enter the directory that this runs in
run() { (cd / && "${as[@]}" "$@"); }

certify() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=engross-test-authority \
    -keyout "$dir/root.key" -out "$dir/root.crt" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout "$dir/data/server.key" -out "$dir/server.csr" 2>/dev/null
  printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' > "$dir/extensions"
  openssl x509 -req -days 30 -in "$dir/server.csr" -CA "$dir/root.crt" -CAkey "$dir/root.key" -CAcreateserial \
    -extfile "$dir/extensions" -out "$dir/data/server.crt" 2>/dev/null
  chmod 600 "$dir/data/server.key"
}

make() {
  mkdir -p "$dir"
  printf 'secret\n' > "$dir/password"
  [ ${#as[@]} = 0 ] || chown "$owner" "$dir" "$dir/password"
  run "$bin/initdb" -D "$dir/data" -U postgres -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --locale=C.UTF-8 >/dev/null
  certify
  [ ${#as[@]} = 0 ] || chown "$owner" "$dir"/data/server.{key,crt}
  {
    echo "listen_addresses = 'localhost'"
    echo "unix_socket_directories = '$dir'"
    echo "max_connections = 200"
    echo "ssl = on"
  } >> "$dir/data/postgresql.conf"
}

start() {
  [ -f "$dir/data/PG_VERSION" ] || make
  local port
  for _ in 1 2 3 4 5 6 7 8; do
    # the port of the last start, so that a client finds it again
    port=$(cat "$dir/port" 2>/dev/null || echo $((20000 + RANDOM % 12000)))
    if run "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -o "-p $port" -w -t 60 start >/dev/null 2>&1; then
      echo "$port" > "$dir/port"
      echo "postgres://postgres:secret@localhost:$port/postgres"
      return
    fi
    [ -f "$dir/port" ] && sleep 1
  done
  cat "$dir/data/log" >&2
  exit 1
}

case "$1" in
  start) start ;;
  stop) run "$bin/pg_ctl" -D "$dir/data" -m "${3:-fast}" -w stop >/dev/null ;;
  *) usage ;;
esac

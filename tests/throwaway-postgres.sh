#!/usr/bin/env bash
# A PostgreSQL cluster for one test run, in a folder of its own, on a free port of 127.0.0.1, with nothing kept safe on disk.
#   throwaway-postgres.sh available        exit 0 when the server's programs are installed
#   throwaway-postgres.sh start DIR [PID]  starts it and prints its connection string; stops by itself once process PID is gone
#   throwaway-postgres.sh stop DIR         stops it and removes DIR
set -euo pipefail
export LC_ALL=C.UTF-8
me=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/$(basename "${BASH_SOURCE[0]}")

die() { echo "throwaway-postgres: $*" >&2; exit 1; }

programs() {
  local initdb
  for initdb in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb || true)"; do
    [ -x "$initdb" ] && dirname "$initdb"
  done | sort -V | tail -n 1
}

# PostgreSQL refuses to run as root: root lends it the account that the package made.
as_server() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups env -C / HOME="$dir" "$@"
  else
    env -C / HOME="$dir" "$@"
  fi
}

initialise() {
  mkdir -p "$dir"
  touch "$dir/throwaway-postgres"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$dir"; fi
  as_server test -w "$dir" || die "the server's account cannot reach $dir"
  as_server "$bin/initdb" -D "$dir/data" -U cases --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    >"$dir/initdb.log" 2>&1 || { tail -n 20 "$dir/initdb.log" >&2; die "initdb failed"; }
  # No socket: its path has a length limit that a deep folder breaks.
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = '64MB'
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start() {
  bin=$(programs)
  [ -n "$bin" ] || die "no PostgreSQL server programs here (Debian: apt-get install postgresql)"
  initialise
  local attempt port
  for attempt in $(seq 20); do
    port=$((20000 + RANDOM % 12000)) # below the range that outgoing connections are given
    listens "$port" && continue
    if as_server "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" -o "-p $port" start >/dev/null 2>&1; then
      if [ -n "$1" ]; then watch_over "$1"; fi
      echo "Host=127.0.0.1;Port=$port;Username=cases;Database=postgres;Pooling=true;Maximum Pool Size=40"
      return
    fi
    grep -q 'Address already in use' "$dir/log" 2>/dev/null || break
  done
  tail -n 20 "$dir/log" >&2 || true
  die "the server did not start"
}

# A killed test run cannot clean up after itself. Every stream is closed, or the caller would wait for this process.
watch_over() {
  setsid bash -c 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; exec bash "$2" stop "$3"' watch "$1" "$me" "$dir" \
    </dev/null >/dev/null 2>&1 &
}

stop() {
  [ -e "$dir/throwaway-postgres" ] || return 0
  bin=$(programs)
  as_server "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}

dir=${2:-}
case "${1:-}" in
  available) [ -n "$(programs)" ] ;;
  start) [ -n "$dir" ] || die "start needs a folder"; start "${3:-}" ;;
  stop) [ -n "$dir" ] || die "stop needs a folder"; stop ;;
  *) die "usage: available | start DIR [PID] | stop DIR" ;;
esac

#!/usr/bin/env bash
# What docs/record records: commands a user would type, at a private host.
set -euo pipefail
cd "$LAB"
type_in() {
    printf '\033[1m$ guestwire %s\033[0m\n' "$*"
    guestwire "$@"
}
type_in define web.xml
type_in start web
type_in list --all
type_in show web
until guestwire agent ping web >/dev/null 2>&1; do :; done
type_in agent exec web -- uname -sr
type_in attach-device web data.xml --live
type_in disk info web
type_in diff web || true
type_in disk copy web vda "$LAB/copy.qcow2" --bandwidth 40
type_in backup start web --disk vda="$LAB/backup.qcow2"
type_in stats
type_in lsit || true
type_in shutdown web --wait
type_in undefine web

# Sourced by the scripts beside it: named steps, one line each, and the whole log of a step that fails.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 1
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$top/target}
logs=$CARGO_TARGET_DIR/logs
mkdir -p "$logs"

# The parts that are built and tested by scripts of their own, in the order in which they build on each other.
parts=(ffi python node go php jvm dotnet)

declare -A name_of=() began_at=()
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM

# step NAME COMMAND…: runs it now.
step() {
    start "$@"
    finish
}

# start NAME COMMAND…: runs it beside what runs already, once fewer than two steps run.
start() {
    while ((${#name_of[@]} >= 2)); do finish; done
    local name=$1
    shift
    "$@" </dev/null >"$(log_of "$name")" 2>&1 &
    name_of[$!]=$name
    began_at[$!]=$SECONDS
}

# finish: waits for one of the running steps. A failed one ends everything, after the others have ended.
finish() {
    local ended status=0
    wait -n -p ended || status=$?
    local name=${name_of[$ended]} seconds=$((SECONDS - began_at[$ended]))
    unset "name_of[$ended]" "began_at[$ended]"
    if ((status == 0)); then
        printf 'ok   %-22s %4d s  %s\n' "$name" "$seconds" "$(closing_line "$name")"
        [[ ${CI:-} ]] && closing_lines "$name"
        return 0
    fi
    printf 'FAIL %-22s %4d s  exit status %d; its log, %s:\n' "$name" "$seconds" "$status" "$(log_of "$name")"
    sed 's/^/     | /' "$(log_of "$name")"
    while ((${#name_of[@]})); do finish; done
    exit 1
}

# finish_all: waits for all running steps.
finish_all() {
    while ((${#name_of[@]})); do finish; done
}

log_of() {
    printf '%s/%s.log' "$logs" "${1//[^a-z0-9]/-}"
}

# What a step says last: with quiet tools, its counts.
closing_line() {
    grep -av '^[[:space:]]*$' "$(log_of "$1")" | tail -n 1 | cut -c 1-90
}

# The lines with which test runners close, for whoever reads only what the whole run prints.
closing_lines() {
    local runners='^(test result:|running [0-9]+ test|ok  |PASS|Tests run:|OK \(|=+ .*(passed|failed)|[0-9]+ passed|# (tests|pass|fail))'
    grep -aE "$runners|vector" "$(log_of "$1")" | sed 's/^/       /' || true
}

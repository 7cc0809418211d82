# Sourced by the scripts beside it: where things are built.
# shellcheck shell=bash disable=SC2034

top=$(cd .. && pwd)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$top/target}
[[ $CARGO_TARGET_DIR == /* ]] || CARGO_TARGET_DIR=$top/$CARGO_TARGET_DIR
built=$CARGO_TARGET_DIR/python
venv=$built/venv
python=$venv/bin/python
export PYTHONDONTWRITEBYTECODE=1 HYPOTHESIS_STORAGE_DIRECTORY=$built/hypothesis

# say_on_failure COMMAND…: quiet, unless it fails.
say_on_failure() {
    local output
    output=$("$@" 2>&1) || {
        printf '%s\n' "$output" >&2
        return 1
    }
}

# unpack WHEEL FOLDER: so that PYTHONPATH can name it.
unpack() {
    rm -rf "$2"
    "$python" -m zipfile -e "$1" "$2"
}

#!/bin/sh
# Makes the virtual environment ENVIRONMENT anew, with the pinned REQUIREMENTS and this project in it.
# Usage: setup.sh ENVIRONMENT REQUIREMENTS      PYTHON=/path/to/python chooses the interpreter.
set -eu
environment=$1 requirements=$2

# Really run each candidate: a version manager's shim exists on PATH also for versions that are not selected.
for python in ${PYTHON:-python3.13 python3.12 python3.11 python3 python} ''; do
    [ -z "$python" ] || "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
if [ -z "$python" ]; then
    echo "wellread needs Python 3.11 or later with its venv module; none of ${PYTHON:-python3.13 python3.12 python3.11 python3 python} is. Install one, or name it: make PYTHON=/path/to/python" >&2
    exit 1
fi

echo "Setting up $environment with $("$python" --version) (once, half a minute or so) ..."
"$python" -m venv --clear "$environment"
# The pins are complete: with --no-deps pip has nothing to resolve, only to fetch and to compare hashes.
pip="$environment/bin/python -m pip --disable-pip-version-check --no-input -qq"
$pip install --require-hashes --no-deps -r "$requirements"
$pip install --no-build-isolation --no-deps --editable .

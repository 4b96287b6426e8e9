#!/bin/sh
# Writes run.txt, browser.txt, dev.txt, bench.txt and loads.txt: for every system and Python that pyproject.toml allows, with the hashes of all their wheels.
set -eu

# --no-config: whoever runs this, no registry of theirs gets into the files.
compile() {
    output=$1
    shift
    UV_CUSTOM_COMPILE_COMMAND='make pins' .venv/bin/uv --no-config --quiet pip compile --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --output-file "requirements/$output" "$@"
}

compile run.txt pyproject.toml requirements/run.in
compile browser.txt pyproject.toml requirements/run.in --extra browser
compile dev.txt requirements/dev.in
compile bench.txt pyproject.toml requirements/run.in requirements/bench.in
compile loads.txt pyproject.toml requirements/run.in requirements/loads.in

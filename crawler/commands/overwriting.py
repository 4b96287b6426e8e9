"""What a command writes must not overwrite what it reads."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from wellread.crawler.archive.files import find_archive_files
from wellread.crawler.commands.page_files import find_page_files
from wellread.crawler.object_storage import is_address
from wellread.crawler.runs.exit_status import CommandError, ExitCode

if TYPE_CHECKING:
    from wellread.crawler.runs.state_folder import StateFolder


def check_not_a_source(option: str, output: str, sources: Iterable[Path]) -> None:
    """Raise CommandError if `output`, the value of `option`, is one of the sources, or a page or archive in one."""
    if not Path(output).is_file():
        return
    local = [source for source in sources if not is_address(source)]
    files = (path for source in local for path in (*find_page_files(source), *find_archive_files(source)))
    if os.path.realpath(output) in set(map(os.path.realpath, files)):
        raise CommandError(f"{option} {output} would overwrite a file that is to be read; name another", ExitCode.USAGE)


def check_not_in_state(option: str, output: str, folder: StateFolder) -> None:
    """Raise CommandError if `output`, the value of `option`, is part of what a state folder keeps."""
    if folder.holds(output):
        raise CommandError(f"{option} {output} would overwrite the state itself; name another file", ExitCode.USAGE)

"""The `wellread` command: one module for each of its commands, imported when it is needed.

They hold options and help; the work is in `wellread.crawler.commands`. Nothing here, and nothing at the top of those
modules, imports more than click: `wellread --help` must not wait for a crawler to load.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from types import FrameType

import click

from wellread.crawler.commands.standard_output import discard_standard_output
from wellread.crawler.runs.exit_status import CommandError, ExitCode

COMMANDS = (
    "crawl",
    "worker",
    "extract",
    "export",
    "changes",
    "history",
    "diff",
    "status",
    "explain",
    "report",
    "ratings",
    "annotations",
    "schema",
    "demo",
)

EPILOG = """\b
Begin with:
  wellread demo
  wellread crawl https://example.org/blog --contact you@example.org
  wellread explain page.html

\b
Exit codes:
  0    done, also if there was nothing new
  1    an unexpected error
  2    wrong usage or configuration; nothing was done
  3    a health check failed: articles vanished, or a field is missing
       where it was before
  4    a site or some files failed; what could be read is written
  75   another run is under way on the same state
  130  interrupted (SIGINT), 143 terminated (SIGTERM)
"""


class CommandGroup(click.Group):
    """The commands by name, each imported from the module of that name when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"wellread.crawler.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            discard_standard_output()
            return ExitCode.DONE


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  (as click calls it)
    if wanted:
        from wellread.extractors.version import VERSION

        click.echo(f"wellread {VERSION}")
        ctx.exit()


@click.group(
    cls=CommandGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def wellread() -> None:
    """Crawl wellness and health blogs and write one clean, structured, explainable JSON record for each article."""


def main() -> None:
    """Run the command line and exit with one of `ExitCode`. A traceback is shown only if WELLREAD_DEBUG is set."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(_run())


def _run() -> int:
    try:
        return int(wellread.main(prog_name="wellread", standalone_mode=False) or ExitCode.DONE)
    except CommandError as error:
        click.echo(f"Error: {error}" if error.code else str(error), err=True)
        return error.code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    except click.ClickException as error:
        return _report_usage_error(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return ExitCode.INTERRUPTED
    except Exception as error:
        if "WELLREAD_DEBUG" in os.environ:
            raise
        click.echo(f"Error: unexpected {type(error).__name__}: {error} (set WELLREAD_DEBUG=1 to see where)", err=True)
        return ExitCode.UNEXPECTED


def _report_usage_error(error: click.ClickException) -> int:
    hint = f" ({error.ctx.command_path} --help explains)" if isinstance(error, click.UsageError) and error.ctx else ""
    message = " ".join(error.format_message().split())
    click.echo(f"Error: {message}{hint}", err=True)
    return error.exit_code


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(ExitCode.TERMINATED)

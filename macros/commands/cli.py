"""The command ``qinglian``: check, verify, freeze, score, hand in, carry over, compare, publish, audit.

Faults go to stderr as ``file:line:col: CODE message`` with exit status 1; wrong usage is exit status 2.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros.loading.yamlsource import SourceError

from . import (
    CommandError,
    audit,
    carry,
    check,
    compare,
    diff,
    export,
    forms,
    freeze,
    importing,
    portable,
    publish,
    review,
    score,
    summary,
    verify,
)
from .shared.terminal import give_up_output, make_output_safe, system_words
from .shared.usage import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_COMMANDS = (
    *(check, verify, importing, review, diff, freeze),
    *(score, export, carry, compare, summary, forms, publish, portable, audit),
)
_INTERRUPTED, _CUT_OFF = 130, 141
"""Exit status of what a shell ends by SIGINT and by SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    make_output_safe()
    options = _parser().parse_args(arguments)
    try:
        status = int(options.run(options))
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        give_up_output()
        return _CUT_OFF
    except SourceError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        print(f"共 {len(error.faults)} 处问题。", file=sys.stderr)
        return 1
    except CommandError as error:
        print(f"qinglian: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"qinglian: {system_words(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n» 已中断。", file=sys.stderr)
        return _INTERRUPTED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="qinglian",
        description="考评细则：检查、核对、计分、导出、带到新版、对照、汇总、发布",
    )
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="项目所在的文件夹（默认是当前文件夹）"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    for command in _COMMANDS:
        command.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

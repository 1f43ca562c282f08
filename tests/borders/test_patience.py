"""Tests wait for events, never for a time: a fixed wait is too short on a busy machine and too long on any other."""

import re

from tests.borders.pythonsource import attributes, files, name_of, names, words

# 反复去看的循环只在一处；另外的是慢的服务器、随便什么时候离开的读者，不是在等；测量要重演读者停下来看的时间
LOOPS = {"tests/patience.py", "tests/serving.py", "tests/endurance/__main__.py"}
MEASURES = set(files("tests/bench/**/*.py"))
SOURCES = [path for path in files("tests/**/*.py") if path not in MEASURES]
SCRIPTS = files("tests/*/*.mjs", "tests/runtime/host/*.js")
SLEEPS = {"sleep", "wait_for_timeout"}
CLOCKS = {
    "monotonic",
    "perf_counter",
    "process_time",
    "thread_time",
    "perf_counter_ns",
    "monotonic_ns",
}
CLOCK_IN_JS = re.compile(r"performance\.now\(\)")
# 界限的单位由这台机器自己定的、说用了多久的、让时钟乱走的，都没有拿秒数断言
TIMED = {
    "tests/differential/__main__.py",
    "tests/fuzz/__main__.py",
    "tests/fuzz/bounds.py",
    "tests/fuzz/worker.py",
    "tests/mutation/plugin.py",
    "tests/patience.py",
    "tests/repeat/__main__.py",
    "tests/search/evaluate.mjs",
    "tests/web/autosave.test.mjs",
}
SLEEP_IN_JS = re.compile(r"\b(\w+)\)? *=> *(?:\w+\.)?setTimeout\(\1\b")


def test_no_test_waits_a_fixed_time() -> None:
    found = {
        name_of(path): sorted(slept)
        for path in SOURCES
        if (slept := (attributes(path) | names(path)) & SLEEPS)
    }
    assert set(found) == LOOPS, found


def test_no_script_of_a_test_waits_a_fixed_time() -> None:
    told = {name_of(path): words(path) for path in SOURCES} | {
        name_of(path): [path.read_text(encoding="utf-8")] for path in SCRIPTS
    }
    waits = "const wait = (time) => new Promise((go) => setTimeout(go, time));"
    assert SLEEP_IN_JS.search(waits)
    found = [name for name, texts in told.items() if any(map(SLEEP_IN_JS.search, texts))]
    assert [name for name in found if name != "tests/borders/test_patience.py"] == []


def test_no_test_asserts_seconds() -> None:
    """``make bench`` measures; what is quick here is slow on the machine of somebody else."""
    found = {name_of(path) for path in SOURCES if (attributes(path) | names(path)) & CLOCKS}
    found |= {name_of(path) for path in SOURCES if any(map(CLOCK_IN_JS.search, words(path)))}
    found |= {
        name_of(path) for path in SCRIPTS if CLOCK_IN_JS.search(path.read_text(encoding="utf-8"))
    }
    assert found - {"tests/borders/test_patience.py"} == TIMED

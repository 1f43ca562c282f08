"""What the tests of the search share: the data of the real edition, and the lists run on it once."""

from pathlib import Path

import pytest

from tests.search.evaluation import Evaluation, edition_search_data, evaluate
from tests.search.querylist import QueryList, read_queries


@pytest.fixture(scope="session")
def search_values(root: Path) -> dict[str, object]:
    """Return what the site's search would be given for the real edition."""
    return edition_search_data(root)


@pytest.fixture(scope="session")
def queries() -> QueryList:
    """Return the list of queries."""
    return read_queries("queries.yaml")


@pytest.fixture(scope="session")
def unseen() -> QueryList:
    """Return the list written after the search was tuned."""
    return read_queries("unseen.yaml")


@pytest.fixture(scope="session")
def evaluation(
    search_values: dict[str, object], queries: QueryList, unseen: QueryList
) -> Evaluation:
    """Return what every query of the lists finds."""
    asked = [
        *(query.q for query in (*queries.queries, *unseen.queries)),
        *(q for q, _ in queries.never),
        *queries.absent,
        *("自评", "满分", "100分", "崇廉尚洁氛围", "名词解释", "材料清单"),
        *queries.empty,
    ]
    return evaluate(search_values, list(dict.fromkeys(asked)))

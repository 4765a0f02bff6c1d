import os

import pytest

from pyvenice import Client


@pytest.mark.integration
def test_the_service_lists_models() -> None:
    with Client(api_key=os.environ["VENICE_API_KEY"]) as client:
        assert client.models()

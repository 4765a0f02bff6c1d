import httpx
import pytest

from pyvenice import Client, ServiceError


def client_of(status: int, body: object) -> Client:
    transport = httpx.MockTransport(lambda request: httpx.Response(status, json=body))
    return Client(api_key="key", transport=transport)


def test_models_have_their_dates() -> None:
    with client_of(200, {"data": [{"id": "small", "created": "June 6, 2025"}]}) as client:
        [model] = client.models()
    assert (model.id, model.created.year) == ("small", 2025)


def test_an_answer_is_its_first_choice() -> None:
    choice = {"message": {"role": "assistant", "content": "Shallow water."}}
    with client_of(200, {"choices": [choice]}) as client:
        assert client.ask("small", "What is a lagoon?").text == "Shallow water."


def test_a_refusal_is_an_error() -> None:
    with client_of(401, {"error": "no key"}) as client, pytest.raises(ServiceError) as refused:
        client.models()
    assert refused.value.status == 401

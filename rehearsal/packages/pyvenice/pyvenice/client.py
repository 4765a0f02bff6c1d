from types import TracebackType

import httpx
from typing_extensions import Self

from pyvenice.errors import ServiceError
from pyvenice.models import Answer, Message, Model

BASE_URL = "https://chat.example.com/v1"


class Client:
    """Talks to the service; closes its connections when it is left."""

    def __init__(
        self,
        api_key: str,
        base_url: str = BASE_URL,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"Authorization": f"Bearer {api_key}"}
        self._http = httpx.Client(base_url=base_url, headers=headers, transport=transport)

    def models(self) -> list[Model]:
        return [Model.model_validate(one) for one in self._request("GET", "/models")["data"]]

    def ask(self, model: str, question: str) -> Answer:
        messages = [Message(role="user", content=question).model_dump()]
        body = {"model": model, "messages": messages}
        return Answer.model_validate(self._request("POST", "/chat/completions", body))

    def _request(self, method: str, path: str, body: dict | None = None) -> dict:
        response = self._http.request(method, path, json=body)
        if response.is_error:
            raise ServiceError(response.status_code, response.text)
        return response.json()

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

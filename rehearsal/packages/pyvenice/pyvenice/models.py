from datetime import datetime
from typing import Any, Literal

from dateutil import parser
from pydantic import BaseModel, field_validator


class Model(BaseModel):
    """A model that can be asked."""

    id: str
    created: datetime

    @field_validator("created", mode="before")
    @classmethod
    def _read_date(cls, value: Any) -> Any:
        return parser.parse(value) if isinstance(value, str) else value


class Message(BaseModel):
    role: Literal["assistant", "system", "user"]
    content: str


class Choice(BaseModel):
    message: Message


class Answer(BaseModel):
    """What a model answered."""

    choices: list[Choice]

    @property
    def text(self) -> str:
        return self.choices[0].message.content

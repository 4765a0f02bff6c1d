"""A typed client for a chat service."""

from pyvenice.client import Client
from pyvenice.errors import ServiceError
from pyvenice.models import Answer, Message, Model

__version__ = "0.1.0"

__all__ = ["Answer", "Client", "Message", "Model", "ServiceError"]

"""Says whether the service still answers as this client reads it."""

import os
import sys

from pyvenice import Client, ServiceError

try:
    with Client(api_key=os.environ["VENICE_API_KEY"]) as client:
        print(f"{len(client.models())} models")
except ServiceError as error:
    sys.exit(f"the service answers {error}")

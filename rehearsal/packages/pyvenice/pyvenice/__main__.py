"""Asks one question: `python -m pyvenice MODEL QUESTION`."""

import argparse
import os

from pyvenice import Client


def main() -> None:
    parser = argparse.ArgumentParser(prog="pyvenice")
    parser.add_argument("model")
    parser.add_argument("question")
    given = parser.parse_args()
    with Client(api_key=os.environ["VENICE_API_KEY"]) as client:
        print(client.ask(given.model, given.question).text)


if __name__ == "__main__":
    main()

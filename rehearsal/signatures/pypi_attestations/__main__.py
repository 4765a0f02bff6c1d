"""Stands in for `python -m pypi_attestations verify pypi` where nothing is signed by Sigstore.

Holds what each attestation says against the file and the repository, as the tool does once it has checked the
signature, and ends with 1 where one of them says something else.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import sys

PUBLISH = "/attestations/publish/v1"


def main():
    arguments = parse()
    path = pathlib.Path(arguments.file)
    provenance = json.loads(pathlib.Path(arguments.provenance_file).read_text("utf-8"))
    attestations = [one for bundle in provenance["attestation_bundles"] for one in bundle["attestations"]]
    faults = [fault for one in attestations if (fault := fault_of(one, path, arguments.repository))]
    if faults or not attestations:
        sys.exit("\n".join(faults) or "Provenance contains no attestation")
    print(f"OK: {path.name}", file=sys.stderr)


def parse():
    parser = argparse.ArgumentParser(prog="pypi_attestations")
    verify = parser.add_subparsers(required=True).add_parser("verify")
    pypi = verify.add_subparsers(required=True).add_parser("pypi")
    pypi.add_argument("--repository", required=True)
    pypi.add_argument("--provenance-file", required=True)
    pypi.add_argument("file")
    return parser.parse_args()


def fault_of(attestation, path, repository):
    statement = json.loads(base64.b64decode(attestation["envelope"]["statement"]))
    certificate = attestation["verification_material"]["certificateSummary"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    subjects = [(one["name"], one["digest"]["sha256"]) for one in statement["subject"]]
    if subjects != [(path.name, digest)]:
        return f"Verification failed: subject does not match {path.name}"
    if not statement["predicateType"].endswith(PUBLISH):
        return f"Verification failed: unexpected predicate type {statement['predicateType']}"
    if certificate["sourceRepositoryURI"].lower() != repository.lower():
        return f"Verification failed: certificate is of {certificate['sourceRepositoryURI']}, not of {repository}"
    return None


if __name__ == "__main__":
    main()

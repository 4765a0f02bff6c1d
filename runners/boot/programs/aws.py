"""Who this machine is, and calls to AWS that it signs: Python 3.9 or newer, the standard library alone."""

import datetime
import hashlib
import hmac
import http.client
import json
import random
import time
import urllib.error
import urllib.request

METADATA = "http://169.254.169.254/latest/"
BUSY = {"ThrottlingException", "TooManyUpdates", "ServiceUnavailableException", "InternalServerError"}
# Neither the metadata nor AWS is asked through a proxy that the environment may name.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Refused(Exception):
    """AWS will not: its word for it, such as ParameterNotFound."""


class Unreachable(Exception):
    """Nobody answered, or nothing of use."""


def metadata(path):
    """The text at a path of the metadata; None: there is none."""
    try:
        lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
        asked = urllib.request.Request(METADATA + "api/token", method="PUT", headers=lifetime)
        with DIRECT.open(asked, timeout=5) as answer:
            token = answer.read().decode()
        asked = urllib.request.Request(
            METADATA + path, headers={"X-aws-ec2-metadata-token": token}
        )
        with DIRECT.open(asked, timeout=5) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise Unreachable(f"the metadata answered {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"the metadata: {type(error).__name__}") from None


def signature_headers(request, region, credentials, now):
    """What Signature Version 4 adds to a POST of the root: `request` has host, service, headers and body."""
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    scope = f"{stamp[:8]}/{region}/{request['service']}/aws4_request"
    headers = {
        **request["headers"],
        "host": request["host"],
        "x-amz-date": stamp,
        "x-amz-security-token": credentials["Token"],
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    digest = hashlib.sha256(request["body"]).hexdigest()
    canonical = f"POST\n/\n\n{lines}\n{names}\n{digest}"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    key = ("AWS4" + credentials["SecretAccessKey"]).encode()
    for part in (*scope.split("/"), f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashed}"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    who = f"Credential={credentials['AccessKeyId']}/{scope}"
    proof = f"AWS4-HMAC-SHA256 {who}, SignedHeaders={names}, Signature={key.hex()}"
    return {**headers, "authorization": proof}


class Machine:
    """This machine; `id` is that of its instance."""

    def __init__(self):
        self.id = self._told("meta-data/instance-id")
        self._region = self._told("meta-data/placement/region")
        self._domain = self._told("meta-data/services/domain")

    def call(self, service, target, payload):
        """Answers what the service does. Raises Refused, or Unreachable after several tries."""
        fault = "was not asked"
        for attempt in range(5):
            try:
                return self._send(service, target, payload)
            except urllib.error.HTTPError as error:
                fault = _word(error)
                if error.code < 500 and fault not in BUSY:
                    raise Refused(fault) from None
            except (OSError, LookupError, ValueError, http.client.HTTPException, Unreachable) as error:
                fault = type(error).__name__
            time.sleep(min(2**attempt, 8) * random.uniform(0.2, 0.5))
        raise Unreachable(f"{service}: {fault}")

    def _send(self, service, target, payload):
        role = self._told("meta-data/iam/security-credentials/").split()[0]
        credentials = json.loads(self._told(f"meta-data/iam/security-credentials/{role}"))
        request = {
            "service": service,
            "host": f"{service}.{self._region}.{self._domain}",
            "headers": {"content-type": "application/x-amz-json-1.1", "x-amz-target": target},
            "body": json.dumps(payload).encode(),
        }
        now = datetime.datetime.now(datetime.timezone.utc)
        headers = signature_headers(request, self._region, credentials, now)
        address = f"https://{request['host']}/"
        asked = urllib.request.Request(address, data=request["body"], headers=headers)
        with DIRECT.open(asked, timeout=10) as answer:
            return json.loads(answer.read() or b"{}")

    @staticmethod
    def _told(path):
        text = metadata(path)
        if text is None:
            raise Unreachable(f"the metadata has no {path}")
        return text


def _word(error):
    try:
        return json.loads(error.read())["__type"].split("#")[-1]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, http.client.HTTPException):
        return f"status {error.code}"

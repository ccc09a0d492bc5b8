#!/usr/bin/env python3
"""A gateway in Python, without libraries: hours of readings as one gzip upload, resumed until ingest has answered.

VIGIL_URL is ingest's address, VIGIL_TOKEN the gateway's credential, where one is asked for.
"""
import gzip
import json
import os
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

URL = os.environ.get("VIGIL_URL", "http://127.0.0.1:8081") + "/v1/readings"
TOKEN = os.environ.get("VIGIL_TOKEN")


def rfc3339(moment):
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def reading(number, taken_at):
    return {"deviceId": "oximeter-12", "id": f"oximeter-12-{number:06}", "takenAt": rfc3339(taken_at),
            "measurements": [{"vital": "oxygen-saturation", "value": 97, "unit": "%"},
                             {"vital": "pulse-rate", "value": 71, "unit": "/min"}]}


def problem(answer):
    """What ingest says; a proxy before it answers in words of its own, which are no reason to lose readings."""
    try:
        return json.load(answer)
    except ValueError:
        return {}


def push(readings, key):
    """Returns the readings that ingest refused for good, with its reasons."""
    refused = []
    while readings:
        body = gzip.compress("\n".join(json.dumps(each) for each in readings).encode())
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip", "Idempotency-Key": key,
                   "Vigil-Sent-At": rfc3339(datetime.now(timezone.utc))}
        if TOKEN:
            headers["Authorization"] = "Bearer " + TOKEN
        try:
            with urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=30) as answer:
                status, outcome, wait = answer.status, json.load(answer), answer.headers.get("Retry-After")
        except urllib.error.HTTPError as answer:
            status, outcome, wait = answer.code, problem(answer), answer.headers.get("Retry-After")
        except OSError:
            status, outcome, wait = 503, {}, None
        if (status == 429 or status >= 500) and not outcome.get("rejected"):
            time.sleep(int(wait or 2))
            continue
        if "rejected" not in outcome:
            raise SystemExit(f"ingest says {status}: {outcome.get('detail')}")
        again = [each for each in outcome["rejected"] if each["type"].endswith(":rate-limited")]
        refused += [(readings[each["index"]], each["detail"]) for each in outcome["rejected"] if each not in again]
        readings = [readings[each["index"]] for each in again]
        key += "-again"
        if readings:
            time.sleep(int(wait or 2))
    return refused


if __name__ == "__main__":
    now = datetime.now(timezone.utc)
    hours = [reading(i, now - timedelta(minutes=360 - i)) for i in range(360)]
    print("refused:", push(hours, "oximeter-12-" + now.strftime("%Y%m%d%H%M%S%f")))

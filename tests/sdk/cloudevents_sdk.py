"""The CloudEvents SDK for Python, as it comes from PyPI, against the real program.

Events are made and serialised by the SDK alone; what it wrote is posted as it is. Run by
`scripts/sdk`, with the path of the binary as the only argument.
"""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

from cloudevents.core.bindings import http
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from cloudevents.v1 import conversion as legacy
from cloudevents.v1.http import CloudEvent as LegacyEvent

PASSWORD = "correct horse battery staple"
BATCH = "application/cloudevents-batch+json"


class Server:
    """A running server with a team and a key, in a folder that goes with it."""

    def __init__(self, binary):
        self.folder = tempfile.TemporaryDirectory()
        command = [binary, "serve", "--address", "127.0.0.1", "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--data-dir", self.folder.name],
            cwd=self.folder.name,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            self.base = self.line(r"http://\S+")
            token = self.line(r"/setup\?token=(\S+)", group=1)
            self.set_up(token)
        except BaseException:
            self.stop()
            raise

    def line(self, pattern, group=0):
        """The next thing of this form that the server prints."""
        for line in self.process.stdout:
            found = re.search(pattern, line)
            if found:
                return found.group(group)
        raise RuntimeError("the server ended")

    def set_up(self, token):
        draft = {
            "setupToken": token,
            "name": "Ada",
            "email": "ada@example.org",
            "password": PASSWORD,
            "teamName": "Acme",
        }
        self.cookie = None
        _, headers, _ = self.json("/api/setup", draft)
        self.cookie = headers["Set-Cookie"].split(";")[0]
        _, _, reply = self.json("/api/api-keys", {"name": "sdk"})
        self.key = reply["data"]["secret"]

    def json(self, path, draft):
        headers = {"Content-Type": "application/json", "Origin": self.base}
        if self.cookie:
            headers["Cookie"] = self.cookie
        return self.ask(path, headers, json.dumps(draft).encode())

    def ask(self, path, headers, body=None):
        """Status, headers and body of a reply."""
        request = urllib.request.Request(self.base + path, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return reply.status, reply.headers, json.load(reply)
        except urllib.error.HTTPError as reply:
            with reply:
                return reply.code, reply.headers, json.load(reply)

    def send(self, headers, body):
        """Posts what the SDK wrote; status and body of the reply."""
        headers = {**headers, "Authorization": f"Bearer {self.key}"}
        status, _, reply = self.ask("/api/usage/events", headers, body)
        return status, reply

    def summary(self):
        path = "/api/usage/summary?period=7d"
        return self.ask(path, {"Cookie": self.cookie})[2]["data"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.close()
        self.process.wait(timeout=30)
        self.folder.cleanup()


def usage(**more):
    """1 000 tokens in, 400 of them from the cache, and 500 out: 0.0054 dollars."""
    tokens = {"inputTokens": 1000, "cachedInputTokens": 400, "outputTokens": 500}
    return {"model": "gpt-4.1", "provider": "openai", **tokens, **more}


def event(id, data=None, **attributes):
    """An event as somebody makes it who has read the SDK's README."""
    attributes = {"type": "ai.usage", "source": "https://shop.example/api", "id": id, **attributes}
    return CloudEvent(attributes=attributes, data=usage() if data is None else data)


class Sdk(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.addCleanup(self.server.stop)

    def send(self, message):
        return self.server.send(message.headers, message.body)

    def accepted(self, status, reply, cost=0.0054):
        self.assertEqual(status, 200, reply)
        for result in reply["data"]["results"]:
            self.assertEqual(result["status"], "accepted", reply)
            self.assertEqual(result["cost"], cost, reply)

    def test_structured_events_are_counted(self):
        now = datetime.now(timezone.utc)
        east = timezone(timedelta(hours=5, minutes=30))
        for at, made in enumerate(
            [
                {},
                {"time": now},
                {"time": now.astimezone(east)},
                {"datacontenttype": "application/json", "subject": "user-7"},
                {"dataschema": "https://shop.example/schema", "traceparent": "00-1-2-01"},
            ]
        ):
            message = http.to_structured_event(event(f"a{at}", **made))
            self.assertEqual(message.headers, {"content-type": "application/cloudevents+json"})
            status, reply = self.send(message)
            self.accepted(status, reply)
            self.assertEqual(reply["data"]["results"][0]["id"], f"a{at}")
        summary = self.server.summary()
        self.assertEqual(summary["totalRequests"], 5)
        self.assertEqual(summary["inputTokens"], 5000)
        self.assertEqual(summary["cachedTokens"], 2000)
        self.assertEqual(summary["outputTokens"], 2500)
        self.assertEqual(summary["totalCost"], 0.027)

    def test_an_id_of_the_sdks_own_is_taken(self):
        made = CloudEvent(attributes={"type": "ai.usage", "source": "/shop"}, data=usage())
        message = http.to_structured_event(made)
        self.accepted(*self.send(message))
        status, reply = self.send(message)
        self.assertEqual((status, reply["data"]["duplicates"]), (200, 1), reply)
        self.assertEqual(self.server.summary()["totalRequests"], 1)

    def test_the_api_of_the_older_sdk_works(self):
        attributes = {"type": "ai.usage", "source": "/shop", "id": "old"}
        headers, body = legacy.to_structured(LegacyEvent(attributes, usage()))
        self.accepted(*self.server.send(headers, body))
        self.assertEqual(self.server.summary()["inputTokens"], 1000)

    def test_a_batch_of_what_the_sdk_writes(self):
        # The SDK has no batches: the format is the array of what it writes for each event.
        written = [JSONFormat().write(event(f"b{at}")) for at in range(100)]
        body = b"[" + b",".join(written) + b"]"
        status, reply = self.server.send({"Content-Type": BATCH}, body)
        self.accepted(status, reply)
        self.assertEqual(reply["data"]["accepted"], 100)
        packed = {"Content-Type": BATCH, "Content-Encoding": "gzip"}
        status, reply = self.server.send(packed, gzip.compress(body))
        self.assertEqual((status, reply["data"]["duplicates"]), (200, 100), reply)
        summary = self.server.summary()
        self.assertEqual((summary["totalRequests"], summary["totalCost"]), (100, 0.54))

    def test_the_names_of_opentelemetry(self):
        data = {
            "gen_ai.response.model": "gpt-4.1",
            "gen_ai.provider.name": "openai",
            "gen_ai.usage.input_tokens": 1000,
            "gen_ai.usage.cache_read.input_tokens": 400,
            "gen_ai.usage.output_tokens": 500,
            "gen_ai.usage.reasoning.output_tokens": 50,
        }
        self.accepted(*self.send(http.to_structured_event(event("o1", data))))
        claude = {
            "gen_ai.response.model": "claude-sonnet-4-5",
            "gen_ai.provider.name": "anthropic",
            "gen_ai.usage.input_tokens": 1000,
            "gen_ai.usage.cache_read.input_tokens": 400,
            "gen_ai.usage.cache_creation.input_tokens": 100,
            "gen_ai.usage.output_tokens": 500,
        }
        # 500 at 3 dollars a million, 400 at 0.30, 100 at 3.75, 500 at 15.
        cost = 0.009495
        self.accepted(*self.send(http.to_structured_event(event("o2", claude))), cost)
        summary = self.server.summary()
        self.assertEqual(summary["inputTokens"], 2000)
        self.assertEqual(summary["cachedTokens"], 800)
        self.assertEqual(summary["outputTokens"], 1000)
        self.assertEqual(summary["totalCost"], 0.014895)

    def test_a_providers_usage_object_in_data(self):
        data = {
            "model": "gpt-4.1",
            "provider": "openai",
            "usage": {
                "prompt_tokens": 1000,
                "completion_tokens": 500,
                "total_tokens": 1500,
                "prompt_tokens_details": {"cached_tokens": 400},
            },
        }
        self.accepted(*self.send(http.to_structured_event(event("u", data))))

    def test_what_is_refused_says_why(self):
        other = http.to_structured_event(event("t", type="com.example.order"))
        status, reply = self.send(other)
        self.assertEqual((status, reply["code"]), (422, "invalid"), reply)
        self.assertIn("type", reply["fields"], reply)
        # Binary mode is not taken, and the sentence says what is.
        status, reply = self.send(http.to_binary_event(event("x", datacontenttype="application/json")))
        self.assertEqual((status, reply["code"]), (415, "unsupported_media_type"), reply)
        self.assertIn("application/cloudevents+json", reply["detail"])
        self.assertEqual(self.server.summary()["totalRequests"], 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: cloudevents_sdk.py BINARY")
    BINARY = os.path.abspath(sys.argv.pop())
    print(f"cloudevents {version('cloudevents')}, Python {sys.version.split()[0]}")
    unittest.main(verbosity=2)

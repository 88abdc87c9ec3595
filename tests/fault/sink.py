#!/usr/bin/python3
"""A real SMTP server that keeps what it is sent: each mail a line of JSON.

sink.py FILE [PORT [CERT KEY]]    prints its port when it listens, ends when told to

With a certificate it takes mail after STARTTLS only, from tierwork with the
password "lúa chín".

Whoever is called later@ is put off (451), unknown@ refused (550), slow@ kept
waiting for three seconds before their mail is taken.
"""
import asyncio
import json
import signal
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Keep:
    """Takes mail, and writes it down before it says so."""

    def __init__(self, path):
        self.path = path

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address.startswith("unknown@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@"):
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        with open(self.path, "a", encoding="utf-8") as f:
            json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos,
                       "raw": envelope.original_content.decode("ascii")}, f)
            f.write("\n")
        if envelope.rcpt_tos[0].startswith("slow@"):
            await asyncio.sleep(3)
        return "250 kept"


def secured(cert, key):
    """What Controller takes for STARTTLS and a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def known(_server, _session, _envelope, _how, login):
        return AuthResult(success=(login.login, login.password) == (b"tierwork", "lúa chín".encode()))
    return {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": known}


def main():
    stop = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    server = Controller(Keep(sys.argv[1]), hostname="127.0.0.1", port=int(sys.argv[2]) if len(sys.argv) > 2 else 8025,
                        **(secured(*sys.argv[3:5]) if len(sys.argv) > 3 else {}))
    server.start()
    print(server.server.sockets[0].getsockname()[1], flush=True)
    signal.sigwait(stop)
    server.stop()


if __name__ == "__main__":
    main()

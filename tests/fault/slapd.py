"""slapd.py - a private directory (Debian's slapd) that a test may stop, start
and slow down."""
import os
import shutil
import socket
import subprocess
import threading

from fault import check, fail, free_port, skip

SLAPD, SLAPADD, SCHEMA = "/usr/sbin/slapd", "/usr/sbin/slapadd", "/etc/ldap/schema"
BASE = "dc=work,dc=example"
READER, READER_PASSWORD = f"cn=tierwork,{BASE}", "reads only"

CONFIG = """\
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
pidfile {folder}/pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
maxsize 10485760
suffix "{base}"
directory {folder}/db
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{reader}" read by anonymous auth by * none
"""
ENTRY = """\
dn: uid={uid},{under}
objectClass: inetOrgPerson
uid: {login}
cn: {login}
sn: {login}
userPassword: {password}

"""


def run(*words, stdin=None):
    done = subprocess.run(words, input=stdin, capture_output=True, text=True, check=False)
    check(done.returncode == 0, " ".join(words), done.stderr)


def certificate(folder, name, subject, *how):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={subject}",
        "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem", *how)


class Directory:
    def __init__(self, folder, people):
        """`people`: [(uid, login, password, organisational unit)]"""
        if not os.path.exists(SLAPD):
            skip("slapd is not installed")
        self.folder, self.process = os.path.join(folder, "slapd"), None
        self.port, self.tls_port = free_port(), free_port()
        os.makedirs(os.path.join(self.folder, "db"))
        self.ca = os.path.join(self.folder, "ca.pem")
        certificate(self.folder, "ca", "A private authority")
        certificate(self.folder, "other", "Another authority")
        certificate(self.folder, "server", "127.0.0.1", "-CA", self.ca, "-CAkey", f"{self.folder}/ca.key", "-addext",
                    "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE")
        self.config = os.path.join(self.folder, "slapd.conf")
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(CONFIG.format(schema=SCHEMA, folder=self.folder, base=BASE, reader=READER))
        run(SLAPADD, "-f", self.config, stdin=self._content(people))
        self.start()

    @staticmethod
    def _content(people):
        text = f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: work\no: Work\n\n"
        text += f"dn: {READER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: tierwork\n"
        text += f"userPassword: {READER_PASSWORD}\n\n"
        for ou in sorted({p[3] for p in people}):
            text += f"dn: ou={ou},{BASE}\nobjectClass: organizationalUnit\nou: {ou}\n\n"
        for uid, login, password, ou in people:
            text += ENTRY.format(uid=uid, login=login, password=password, under=f"ou={ou},{BASE}")
        return text

    @property
    def plain(self):
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def tls(self):
        return f"ldaps://127.0.0.1:{self.tls_port}"

    @property
    def starttls(self):
        return f"starttls://127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(
            [SLAPD, "-f", self.config, "-d", "0", "-h", f"ldap://127.0.0.1:{self.port} ldaps://127.0.0.1:{self.tls_port}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.tls_port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    fail("slapd did not start", self.process.stderr.read())
                threading.Event().wait(0.05)
        fail("slapd does not answer")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.communicate()
            self.process = None

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)


class Mute:
    """A server that takes connections and never says a word."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def close(self):
        self.socket.close()

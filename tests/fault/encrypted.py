"""encrypted.py - a database on another machine is reached only by an encrypted connection to the one that was meant,
unless its URL says otherwise. Any address but loopback's stands for another machine: 0.0.0.0 leads here, too."""
import os
import subprocess

from fault import UNAVAILABLE, Cluster, Store, skip


def certificates(folder, name):
    key, cert = (os.path.join(folder, f) for f in ("server.key", "server.crt"))
    done = subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                           "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=IP:{name}",
                           "-keyout", key, "-out", cert], capture_output=True, check=False)
    if done.returncode:
        skip("openssl makes no certificate")
    os.chmod(key, 0o600)
    os.chmod(cert, 0o644)
    return cert


def encrypt(cluster, name):
    cert = certificates(cluster.data, name)
    public = os.path.join(cluster.folder, f"{name}.crt")
    with open(cert, "rb") as f, open(public, "wb") as to:
        to.write(f.read())
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "postgres:", cluster.data], check=True)
    with open(os.path.join(cluster.data, "postgresql.conf"), "a", encoding="utf-8") as f:
        f.write("ssl = on\n")
    cluster.stop()
    cluster.start()
    return public


def main():
    with Cluster() as cluster:
        with Store(kind="postgresql", server=cluster.url) as store:
            def ask(url):
                store.url = url
                return store.run("setting", "list")
            near = store.url
            store.run("init").must(0)
            ask(near).must(0)
            far = near.replace("127.0.0.1", "0.0.0.0")
            ask(far).must(UNAVAILABLE)
            ask(far + "?sslmode=disable").must(0)
            ask(near.replace("127.0.0.1", "127.0.0.1,0.0.0.0")).must(UNAVAILABLE)
            good = encrypt(cluster, "0.0.0.0")
            ask(f"{far}?sslrootcert={good}").must(0)
            other = encrypt(cluster, "192.0.2.9")
            ask(f"{far}?sslrootcert={other}").must(UNAVAILABLE, "0.0.0.0")
            ask(f"{far}?sslrootcert={good}").must(UNAVAILABLE)
            store.url = near


main()

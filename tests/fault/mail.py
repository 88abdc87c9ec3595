"""mail.py - mail to a real server: it arrives as it was written; a server
that is down, refuses or puts off loses nothing; nor does kill -9 in the
middle of sending, after which a mail that comes twice is known by its number."""
import os
import subprocess

from fault import KIND, UNAVAILABLE, check, kill_after
from post import NOW, Office, until

MINUTE = 60


def arrives(s):
    token = s.write("linh@example.org", "Nhắc: báo cáo quý I/2026 của Xã Đông Hà sẽ đến hạn ngày 03/03/2026, còn 3 ngày",
                    "Kính gửi đơn vị,\n\n.\nHạn nộp: 03/03/2026 – đúng “hạn”.\n")
    s.tick()
    check(s.sink.addresses() == ["linh@example.org"], "it did not arrive", str(s.sink.addresses()))
    m = s.sink.mails()[0]
    check(m["Subject"] == "Nhắc: báo cáo quý I/2026 của Xã Đông Hà sẽ đến hạn ngày 03/03/2026, còn 3 ngày", m["Subject"])
    check(m.get_content().replace("\r\n", "\n") == "Kính gửi đơn vị,\n\n.\nHạn nộp: 03/03/2026 – đúng “hạn”.\n", "body")
    check(str(m["From"]) == "Liên đoàn Đông <tierwork@example.org>", str(m["From"]))
    check(m["Message-ID"] == f"<{token}@example.org>", m["Message-ID"])
    check(m["Date"].datetime.timestamp() == NOW, str(m["Date"]))
    check(m["List-Unsubscribe"] == "<https://work.example/settings>", str(m["List-Unsubscribe"]))
    check(max(map(len, m.as_string().splitlines())) <= 78, "a line is too long")
    s.tick()
    check(len(s.sink.mails()) == 1, "it was sent twice")
    left = s.sql("SELECT count(*), sum(length(body)) FROM mail WHERE state = 'sent'")
    check(left == "1|0", "the text of what was sent is kept", left)


def injects_nothing(s):
    before = len(s.sink.mails())
    s.write("minh@example.org", "Hai dòng\r\nBcc: all@example.org\r\n\r\nx", "a\n.\nb\r\nQUIT\r\n")
    s.tick()
    m = s.sink.mails()[before]
    check(m["Bcc"] is None and m.rcpt == ["minh@example.org"], "a line of the subject became a header")
    check("QUIT" in m.get_content(), "the body was cut")


def waits_for_its_server(s):
    s.sink.stop()
    s.write("away@example.org")
    s.write("away@example.org")
    s.tick()
    check(s.states()["queued"] == "2", str(s.states()))
    check("onnect" in s.run("mail", "list").must(0).out, "it does not say why")
    s.sink.start()
    s.tick(NOW + 30)  # one was tried, and waits for a minute
    check(s.sink.addresses().count("away@example.org") == 1, "the pause is not kept")
    s.tick(NOW + 2 * MINUTE)
    check(s.sink.addresses().count("away@example.org") == 2, "what waited did not arrive")
    check("queued" not in s.states(), str(s.states()))


def refused(s):
    s.write("unknown@example.org")
    s.write("later@example.org")
    s.write("linh@example.org")
    s.tick()
    out = s.run("mail", "list").must(0).out
    check("failed\tunknown@" in out and "550 5.1.1 no such mailbox" in out, out)
    check("queued\tlater@" in out and "451 4.7.1" in out, out)
    check("linh@" not in out, "one that was refused holds up another", out)
    failed = s.sql("SELECT id FROM mail WHERE state = 'failed'")
    s.run("--now", "2026-03-01T02:00:00Z", "mail", "again", failed).must(0)
    s.sql("UPDATE mail SET address = 'known@example.org' WHERE state = 'queued' AND tries = 0")
    s.tick(NOW + 61 * MINUTE)
    check("known@example.org" in s.sink.addresses(), "it was not tried again")
    for day in range(1, 9):  # put off again and again
        s.tick(NOW + day * 24 * 60 * MINUTE)
    check(s.states().get("failed") == "1", "it is never given up", str(s.states()))


def killed(s):
    """The server has it, but nobody could note that any more."""
    s.write("slow@example.org")
    s.write("after@example.org")
    before = len(s.sink.mails())
    p = s.start("--now", "2026-03-20T01:00:00Z", "tick")
    until("the server has the mail", lambda: len(s.sink.mails()) > before)
    check(kill_after(p, 0.1), "it had ended already")
    check(s.states()["sending"] == "2", str(s.states()))
    now = NOW + 19 * 24 * 60 * MINUTE
    s.tick(now + MINUTE)  # may be another server's, at work
    check(len(s.sink.mails()) == before + 1, "another took what was being sent")
    s.tick(now + 6 * MINUTE)
    came = s.sink.mails()[before:]
    check(sorted(m.rcpt[0] for m in came) == ["after@example.org", "slow@example.org", "slow@example.org"],
          "lost", str(s.sink.addresses()))
    ids = {m["Message-ID"] for m in came if m.rcpt[0].startswith("slow@")}
    check(len(ids) == 1, "the second copy has another number", str(ids))
    check("sending" not in s.states(), str(s.states()))


def encrypted(s):
    """STARTTLS, a password, and a server that is another than it says."""
    s.sink.stop()
    cert, key = os.path.join(s.folder, "cert.pem"), os.path.join(s.folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                    "-out", cert], check=True, capture_output=True)
    s.sink.start(cert, key)
    before = len(s.sink.mails())

    def test(code, **settings):
        for name, value in settings.items():
            s.run("setting", "set", name.replace("_", "-"), value).must(0)
        done = s.run("mail", "test", "tls@example.org").must(code)
        check("chín" not in done.err, "the password is shown", done.err)
        return done.err

    test(UNAVAILABLE)  # it wants STARTTLS
    check("certificate" in test(UNAVAILABLE, smtp_url=f"starttls://127.0.0.1:{s.sink.port}"), "a stranger is believed")
    test(UNAVAILABLE, smtp_ca=cert)  # it wants a password
    test(UNAVAILABLE, smtp_user="tierwork", smtp_password="lúa xanh")
    check(len(s.sink.mails()) == before, "it was taken all the same")
    test(0, smtp_password="lúa chín")
    check(len(s.sink.mails()) == before + 1, "it did not arrive")


with Office() as office:
    office.sink.start()
    arrives(office)
    injects_nothing(office)
    waits_for_its_server(office)
    refused(office)
    killed(office)
    encrypted(office)
    office.whole()
print("ok", KIND)

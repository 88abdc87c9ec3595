"""directory.py - passwords kept by an LDAP directory: the right one, wrong
ones, two entries, filters smuggled in, TLS; a directory that is away or
mute is never "wrong password"."""
import os
import time

from door import Browser, Door
from fault import INVALID, MISSING, PASSWORD, Store, check, units
from slapd import BASE, READER, READER_PASSWORD, Directory, Mute

SECRET = "lúa chín đầy đồng"
PEOPLE = [("linh", "linh", SECRET, "people"), ("minh", "minh", "another one", "people"),
          ("twin", "twin", SECRET, "people"), ("twin2", "twin", SECRET, "elsewhere"),
          ("gone", "gone", SECRET, "people"), ("hoa", "hoa", SECRET, "people"),
          ("a_b.c", "a_b.c@x-y", SECRET, "people")]
WRONG = "No such login, or the password is wrong."
AWAY = "cannot be asked just now"


def said(door, login, password):
    b = Browser(door).sign_in(login, password)
    return "in" if b.is_in else "wrong" if WRONG in b.page else "away" if AWAY in b.page else b.page


def expect(what, door, login, password=SECRET):
    got = said(door, login, password)
    check(got == what, f"{login}: not {what}", got)


def setting(s, name, value, code=0):
    s.run("setting", "set", name, value).must(code)


def make(s):
    s.run("init", "--admin", "admin").must(0)
    s.run("unit", "import", s.file("units.csv", units("T", 2))).must(0)
    for login in ("linh", "minh", "twin", "gone", "hoa", "a_b.c@x-y", "absent"):
        s.run("account", "add", login, "--role", "reporter", "--unit", "T-1").must(0)
        s.run("account", "ldap", login, "on").must(0)
    s.run("account", "add", "local", "--role", "reporter", "--unit", "T-1").must(0)
    s.run("account", "ldap", "nobody", "on").must(MISSING)


def settings_checked(s):
    for url in ("ldap://directory.example", "http://127.0.0.1", "ldaps://", "ldaps://a b", "ldapi:///"):
        setting(s, "ldap-url", url, INVALID)
    for text in ("uid=%s", "(uid=x)", "(&(uid=%s)", "(uid=%s))(x=y", "(uid=%s)(mail=%s)", "(uid=%d)", "()(uid=%s)"):
        setting(s, "ldap-filter", text, INVALID)
    setting(s, "ldap-base", BASE)
    setting(s, "ldap-bind-dn", READER)
    setting(s, "ldap-bind-password", READER_PASSWORD)
    check(s.run("setting", "get", "ldap-bind-password").out == "********\n", "the password is shown")
    check(READER_PASSWORD not in s.sql("SELECT value FROM setting"), "the password stands in the store")


def signs_in(s, d):
    setting(s, "ldap-url", d.plain)
    with Door(s) as door:
        expect("in", door, "linh")
        expect("in", door, "a_b.c@x-y")
        expect("wrong", door, "linh", SECRET + "x")
        expect("wrong", door, "linh", "")
        expect("wrong", door, "minh")
        expect("wrong", door, "linh", PASSWORD)
        expect("wrong", door, "twin")
        expect("wrong", door, "absent")
        expect("in", door, "local", PASSWORD)
        expect("wrong", door, "local")
        b = Browser(door).sign_in("linh", SECRET)
        b.get("/settings")
        check("Danh bạ của cơ quan giữ mật khẩu" in b.page, "the page of settings does not say who keeps it")
        check('name="old"' not in b.page, "a password can be changed that is not here")
        b.post("/settings/password", old=SECRET, new="quite another one", again="quite another one")
        check(b.status in (409, 422), "it was changed all the same", b.page)
    s.sql("UPDATE account SET until = 1 WHERE login = 'gone'")
    with Door(s) as door:
        expect("wrong", door, "gone")


def smuggles_nothing(s, d):
    """Whatever the login, it is only ever compared."""
    with Door(s) as door:
        for login in ("*", "l*", "linh)(uid=*", "*)(uid=*", "*)(|(uid=*", "linh\\2a", "(", "\\", "lính", "ｌｉｎｈ"):
            expect("wrong", door, login)
    # an account with such a login cannot be made, so the filter is asked itself
    for login in ("l*nh", "*", "linh)(uid=*", "li\\6eh"):
        s.sql(f"UPDATE account SET login = '{login}' WHERE login = 'hoa'")
        with Door(s) as door:
            expect("wrong", door, login)
        s.sql(f"UPDATE account SET login = 'hoa' WHERE login = '{login}'")
    with Door(s) as door:
        expect("in", door, "hoa")


def guessing_is_slowed(s):
    with Door(s) as door:
        for _ in range(6):
            said(door, "minh", "a guess")
        b = Browser(door).sign_in("minh", "another one")
        check(b.status == 429, "guesses at a directory's password are not slowed", b.page)


def is_away(s, d):
    d.stop()
    with Door(s) as door:
        for _ in range(8):  # none of these is counted
            expect("away", door, "linh")
        expect("wrong", door, "local")
        d.start()
        expect("in", door, "linh")
    check('err=unavailable detail="The directory' in door.log, "the log does not say why", door.log[-2000:])
    check(SECRET not in door.log, "a password stands in the log")
    setting(s, "ldap-bind-password", "not this one")
    with Door(s) as door:
        expect("away", door, "linh")
    setting(s, "ldap-bind-password", READER_PASSWORD)
    setting(s, "ldap-base", "dc=nowhere,dc=example")
    with Door(s) as door:
        expect("away", door, "linh")
    setting(s, "ldap-base", BASE)


def is_mute(s):
    mute = Mute()
    for scheme in ("ldap", "ldaps", "starttls"):
        setting(s, "ldap-url", f"{scheme}://127.0.0.1:{mute.port}")
        with Door(s) as door:
            began = time.monotonic()
            expect("away", door, "linh")
            took = time.monotonic() - began
            check(took < 9, f"{scheme}: a mute directory held the sign-in for {took:.1f} s")
            check(Browser(door).sign_in("local").is_in, "others cannot sign in meanwhile")
    mute.close()


def encrypted(s, d):
    for url in (d.tls, d.starttls):
        setting(s, "ldap-url", url)
        setting(s, "ldap-ca", "")
        with Door(s) as door:
            expect("away", door, "linh")  # nobody the system knows vouches for it
        setting(s, "ldap-ca", os.path.join(d.folder, "other.pem"))
        with Door(s) as door:
            expect("away", door, "linh")
        setting(s, "ldap-ca", d.ca)
        with Door(s) as door:
            expect("in", door, "linh")
            expect("wrong", door, "linh", "a guess")
        setting(s, "ldap-url", url.replace("127.0.0.1", "localhost"))
        with Door(s) as door:
            expect("away", door, "linh")  # its certificate is another machine's
    setting(s, "ldap-ca", "")


def kept_here_again(s, d):
    setting(s, "ldap-url", d.plain)
    s.run("account", "ldap", "linh", "off").must(0)
    with Door(s) as door:
        expect("wrong", door, "linh")
        expect("wrong", door, "linh", PASSWORD)
    setting(s, "ldap-url", "")
    with Door(s) as door:
        expect("away", door, "hoa")


def main():
    with Store() as s:
        make(s)
        settings_checked(s)
        d = Directory(s.folder, PEOPLE)
        try:
            signs_in(s, d)
            smuggles_nothing(s, d)
            guessing_is_slowed(s)
            is_away(s, d)
            is_mute(s)
            encrypted(s, d)
            kept_here_again(s, d)
        finally:
            d.close()
        s.whole()
    print("ok: passwords that a directory keeps")


main()

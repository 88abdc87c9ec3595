# matrix.sh - the store that matrix.py walks: everything concerns the province A;
# accounts stand above it (VN), at it, and beside it (B).
t() {
	"$TIERWORK" --store "$STORE" --now "$NOW" "$@"
}

t init --title "Liên hiệp" --admin root

cat >units.csv <<END
code,name,kind,parent,from,until
VN,Việt Nam,country,,2020-01-01,
A,Tỉnh A,province,VN,,
B,Tỉnh B,province,VN,,
C,Tỉnh C,province,VN,,
A1,Xã A1,commune,A,,
A2,Xã A2,commune,A,,
A9,Xã A9,commune,A,,
B1,Xã B1,commune,B,,
END
t unit import units.csv

for account in $ACCOUNTS; do
	role=${account%-*}
	case ${account##*-} in
	above) unit=VN ;;
	at) unit=A ;;
	beside) unit=B ;;
	esac
	t account add "$account" --role "$role" --unit "$unit"
done

t account add clerk --role reporter --unit A
t account add gone --role reporter --unit A
t account close gone

# F is answered by provinces, G by communes.
cat >f.json <<END
{"code": "F", "title": "Hằng tháng", "period": "month", "answers": "province",
 "indicators": [{"code": "a", "title": "Số a", "type": "count"}]}
END
sed 's/"F"/"G"/; s/province/commune/' f.json >g.json
t form import f.json
t form import g.json
sed 's/Số a/Số a mới/' f.json >f2.json

# January counts, March waits for its checker, February is being written.
t return submit --unit A --form F --period 2026-01 --set a=1
t return accept --unit A --form F --period 2026-01
t return submit --unit A --form F --period 2026-03 --set a=3
t return save --unit A --form F --period 2026-02 --set a=2

# Call 1: VN asks the provinces; call 2: stepwise, through the provinces;
# call 3 likewise, and A has sent its part up.
t call issue --form F --period 2026-05 --to province --under VN --due 2026-12-31
t call issue --form G --period 2026-05 --to commune --under VN --due 2026-12-31 --relay stepwise
t call issue --form G --period 2026-06 --to commune --under VN --due 2026-12-31 --relay stepwise
t call pass-on 3 --unit A
t call send-up 3 --unit A --note "Gửi kèm" --incomplete
t call standing add --form F --to province --under VN --due-after 10 --from 2026-11
t call waive 1 --unit C --reason "Mới lập"

cat >ops.csv <<END
op,code,name,kind,parent,into,share
split,A9,,,,A1,
split,A9,,,,A2,
END
cat >later.csv <<END
op,code,name
rename,A,Tỉnh A mới
END
t reorganise ops.csv --on 2026-10-01 --decision 1/QĐ

cat >more.csv <<END
code,name,kind,parent,from,until
A3,Xã A3,commune,A,2026-01-01,
END
cat >values.csv <<END
unit,a
A,5
END
cat >shares.csv <<END
code,into,share
A9,A1,1/2
A9,A2,1/2
END

cat >people.csv <<END
name,unit
Trần Thị Bình,A
END
t person add "Nguyễn Văn An" --unit A --from 2026-01-01 --code PA
t person add "Nguyễn Văn An" --unit A --from 2026-01-01 --code PC

cat >packet.xml <<END
<edXML><MessageHeader><From><OrganName>X</OrganName></From>
<Code><CodeNumber>1</CodeNumber><CodeNotation>KH-X</CodeNotation></Code>
<PromulgationInfo><PromulgationDate>2026/02/02</PromulgationDate>
</PromulgationInfo><Subject>X</Subject></MessageHeader></edXML>
END
cat >documents.csv <<END
unit,kind,date,subject,number
A,KH,2026-02-02,X,10/KH-A
END

cat >seats.csv <<END
seat,person
head,
member,
END
t body create --unit A --code BA --kind working-group --name "Nhóm công tác" --decision 1 --on 2026-01-01

# Documents 1 and 2 are A's, and the second carries out the first.
t numbering add --unit A --kinds TB --per year --format "{n}/{kind}-{issuer}"
t document register --unit A --kind CT --date 2026-02-01 --subject "Chỉ thị"
t document register --unit A --kind KH --date 2026-02-02 --subject "Kế hoạch" --carries-out 1

# The directive goes down to the communes of A, of which A1 has done its part; the
# announcement goes step by step from VN, so that A has to pass it on.
t document register --unit A --kind TB --date 2026-02-02 --subject "Thông báo"
t cascade issue --document 1 --to commune --under A --expect carry-out --due 2026-12-31
t cascade answer --document 1 --unit A1 --done
t cascade issue --document 3 --to commune --under VN --expect note --due 2026-12-31 --relay stepwise

t journal seal
t role delegate reporter-at --to member-at --from 2026-12-01 --until 2026-12-05

t task add --unit A --subject "Tổ chức hội nghị" --due 2026-12-31 --group "Hội họp"
t task add --unit A --subject "Thôi làm" --due 2026-12-31
t task drop 2 --reason "Không cần nữa"
t task add --unit A --subject "Giao xã" --due 2026-12-31 --holder unit:A1 --holder unit:A2
t task report 3 --unit A1 --done

t visit add --unit VN --to A --subject "Sổ sách" --from 2026-11-02
t task add --unit A --year 2025 --subject "Năm trước" --due 2025-12-31
t programme close --unit A --year 2025
t task add --unit A --year 2027 --subject "Năm sau" --due 2027-12-31
t programme ask --year 2027 --to province --under VN --due 2026-12-31
t programme submit --unit A --year 2027
cat >redmine.csv <<END
Subject,Due date
Nhập từ tệp,2026-12-31
END

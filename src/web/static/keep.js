// keep.js - what was typed into a return and is not yet with the server: kept in this browser by account and
// return, sent when the line allows, through reloads and closed tabs. It knows no page: see entry.js.
export class Keep {
	// store: as localStorage; send(rev, cells): {status, body}, fails without a line; later(fn, ms): as setTimeout;
	// changed(keep): something is to be shown.
	constructor({ store, key, rev, version, send, later, clear, changed }) {
		Object.assign(this, { store, key, rev, version, send, later, clear, changed });
		this.cells = Object.create(null); // name: {value, waits}
		this.conflicts = Object.create(null); // name: {mine, theirs, by, at}
		this.state = 'saved'; // unsaved, sending, offline, signin, refused
		this.why = ''; // of refused
		this.tries = 0;
		this.timer = null;
	}

	read() {
		try {
			return JSON.parse(this.store.getItem(this.key)) ?? { rev: 0, cells: {} };
		} catch {
			return { rev: 0, cells: {} };
		}
	}

	// Another tab may keep its own: only what this one knows is replaced.
	write() {
		const kept = this.read();
		for (const [name, c] of Object.entries(this.cells))
			kept.cells[name] = [c.value, c.waits ? 1 : 0];
		Object.assign(kept, { rev: this.rev, version: this.version });
		try {
			this.store.setItem(this.key, JSON.stringify(kept));
			this.full = false;
		} catch {
			this.full = true; // the page still has it, and says so
		}
	}

	// Takes up what an earlier page left. Where this page itself comes from the browser and not from the server, it
	// is older than what was saved since, which is then shown too. Something else was handed in since: what waits is
	// held against all that is there now. Gives {name: value} to be shown.
	restore() {
		const kept = this.read(), same = kept.version === this.version, stale = same && kept.rev > this.rev;
		const back = Object.create(null);
		for (const [name, [value, waits]] of Object.entries(kept.cells))
			if (waits || stale) {
				back[name] = value;
				this.cells[name] = { value, waits: waits === 1 };
			}
		if (Object.keys(back).length === 0) {
			this.store.removeItem(this.key);
			return back;
		}
		this.rev = same ? kept.rev : 0; // the state that the typing started from
		if (this.waiting().length)
			this.soon(0);
		return back;
	}

	waiting() {
		return Object.keys(this.cells).filter((n) => this.cells[n].waits && !this.conflicts[n]);
	}

	unsent() {
		return Object.values(this.cells).filter((c) => c.waits).length;
	}

	set(name, value) {
		delete this.conflicts[name];
		this.cells[name] = { value, waits: true };
		this.write();
		if (this.state === 'saved')
			this.state = 'unsaved';
		if (this.state !== 'offline' && this.state !== 'signin')
			this.soon(700);
		this.changed(this);
	}

	soon(ms) {
		this.clear(this.timer);
		this.timer = this.later(() => this.flush(), ms);
	}

	// One at a time; what is typed meanwhile goes after.
	async flush() {
		this.clear(this.timer);
		const names = this.waiting().slice(0, 200);
		if (this.busy || names.length === 0)
			return this.busy;
		this.busy = this.exchange(names);
		await this.busy;
		this.busy = null;
		if (this.state === 'saved' && this.waiting().length) {
			this.state = 'unsaved';
			this.soon(0);
		}
		this.changed(this);
	}

	// All of it, now; whether it worked.
	async all() {
		for (let left = -1; this.waiting().length && this.waiting().length !== left;) {
			left = this.waiting().length;
			await this.busy;
			await this.flush();
		}
		return this.unsent() === 0;
	}

	// The browser says that the line went, or came back.
	line(up) {
		if (!up)
			this.pause('offline');
		else if (this.waiting().length)
			this.flush();
		else if (this.state === 'offline')
			this.state = 'saved';
		this.changed(this);
	}

	async exchange(names) {
		const sent = names.map((name) => ({ name, value: this.cells[name].value }));
		let answer;
		try {
			answer = await this.send(this.rev, sent);
		} catch {
			return this.pause('offline');
		}
		if (answer.status === 200)
			return this.took(sent, answer.body);
		if (answer.status === 401)
			return this.pause('signin');
		if (answer.status >= 500 || answer.status === 429)
			return this.pause('offline');
		this.state = 'refused';
		this.why = answer.body.why ?? '';
	}

	pause(state) {
		if (this.state !== state)
			[this.since, this.tries] = [new Date(), 0];
		this.state = state;
		this.tries += 1;
		this.soon(Math.min(60, 2 ** this.tries) * 1000);
	}

	took(sent, body) {
		for (const { name, value } of sent)
			if (this.cells[name].value === value)
				this.cells[name].waits = false;
		for (const c of body.conflicts) {
			const name = Keep.name(c);
			this.conflicts[name] = c;
			this.cells[name] = { value: c.mine, waits: true };
		}
		this.handed ??= body.handed_in;
		this.rev = body.rev;
		this.at = body.at;
		this.tries = 0;
		this.state = Object.keys(this.conflicts).length ? 'conflict' : 'saved';
		this.write();
	}

	// The person chose between two values: 'mine' goes again, over the other.
	settle(name, mine) {
		const c = this.conflicts[name];
		delete this.conflicts[name];
		if (Object.keys(this.conflicts).length === 0)
			this.state = 'saved';
		if (mine)
			return this.set(name, c.mine);
		this.cells[name] = { value: c.theirs, waits: false };
		this.write();
		this.changed(this);
	}

	static name({ as, code }) {
		return as === 'note' ? 'note' : `${as === 'why' ? 'w' : 'c'}.${code}`;
	}

	static split(name) {
		return name === 'note' ? { as: 'note', code: '' } : { as: name[0] === 'w' ? 'why' : 'cell', code: name.slice(2) };
	}
}

// leave.js - whoever signs out of a shared browser leaves nothing of theirs in it, and is warned of what was not sent.
const leave = (() => {
	const who = document.body.dataset.who;
	const mine = () => Object.keys(localStorage).filter((k) => k.startsWith(`entry ${who} `));
	const waits = (key) => Object.values(JSON.parse(localStorage.getItem(key)).cells).some(([, w]) => w);
	const drop = () => ('caches' in window ? caches.delete('entry') : Promise.resolve());

	if (who && localStorage.getItem('who') !== who) { // pages kept for another one are not for this one
		localStorage.setItem('who', who);
		drop();
	}
	document.querySelector('form[action="/signout"]')?.addEventListener('submit', async (event) => {
		const form = event.target;
		event.preventDefault();
		if (mine().some(waits) && !window.confirm(form.dataset.unsent))
			return;
		mine().forEach((k) => localStorage.removeItem(k));
		localStorage.removeItem('who');
		await drop();
		form.submit();
	});
})();

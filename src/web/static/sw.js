// sw.js - lets a page of entry be opened again while the line is down: the network first, and only when it fails
// what was kept of that page. Signing out empties it (leave.js).
const KEPT = 'entry';
const ours = (url) => url.origin === location.origin;
const isPage = (url) => ours(url) && url.pathname.startsWith('/entry/');
const isStatic = (url) => ours(url) && url.pathname.startsWith('/static/');

async function keep(request, answer) {
	if (answer.ok && answer.type === 'basic')
		await (await caches.open(KEPT)).put(request, answer.clone());
	return answer;
}

async function fromCache(request, otherwise) {
	const kept = await (await caches.open(KEPT)).match(request);
	if (kept)
		return kept;
	throw otherwise;
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET')
		return;
	if (request.mode === 'navigate' && isPage(url))
		event.respondWith(fetch(request).then((a) => keep(request.url, a), (e) => fromCache(request.url, e)));
	else if (isStatic(url))
		event.respondWith(fetch(request).catch((e) => fromCache(request, e)));
});

// The page that is open, and what it needs, the first time: it was loaded before this was here.
self.addEventListener('message', (event) => {
	const all = event.data.filter((u) => isPage(new URL(u)) || isStatic(new URL(u)));
	event.waitUntil(caches.open(KEPT).then(async (cache) => {
		for (const old of await cache.keys())
			if (isStatic(new URL(old.url)) && !all.includes(old.url))
				await cache.delete(old);
		for (const url of all)
			if (!await cache.match(url))
				await fetch(url, { credentials: 'same-origin' }).then((a) => keep(url, a));
	}));
});

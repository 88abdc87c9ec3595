// dom.js - elements made by scripts.

export function el(tag, attributes, ...children) {
	const e = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes))
		e.setAttribute(name, value);
	e.append(...children);
	return e;
}

// A state: icon and words, as the templates make it.
export function mark(state, icon, label) {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
	const sprite = document.getElementById('sprite').getAttribute('href').split('#')[0];
	svg.setAttribute('aria-hidden', 'true');
	use.setAttribute('href', `${sprite}#${icon}`);
	svg.append(use);
	return el('span', { class: `st ${state}` }, svg, label);
}

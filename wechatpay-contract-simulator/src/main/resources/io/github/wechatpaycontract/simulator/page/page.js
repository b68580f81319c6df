/* Keeps the page up to date. Without it everything works, after a reload. */
(() => {
	'use strict';

	const INTERVAL = 1000;
	const KEPT = ['open', 'data-fresh'];
	const shown = new Map();
	let tag = '';
	let offset = 0;

	function readClock(page) {
		offset = Number(page.getElementById('now').dataset.now) - Date.now();
	}

	function key(node) {
		const name = node.nodeType === Node.ELEMENT_NODE && (node.dataset.key || node.id);
		return name ? `${node.nodeName} ${name}` : '';
	}

	function byKey(parent) {
		return new Map([...parent.children].filter(key).map((node) => [key(node), node]));
	}

	/* What the reader opened stays open, what is new is marked for a moment. */
	function mergeAttributes(old, fresh) {
		for (const name of old.getAttributeNames()) {
			if (!fresh.hasAttribute(name) && !KEPT.includes(name)) {
				old.removeAttribute(name);
			}
		}
		for (const name of fresh.getAttributeNames()) {
			if (old.getAttribute(name) !== fresh.getAttribute(name)) {
				old.setAttribute(name, fresh.getAttribute(name));
			}
		}
	}

	function merge(old, fresh) {
		if (old.nodeType === Node.ELEMENT_NODE) {
			mergeAttributes(old, fresh);
			mergeChildren(old, fresh);
		}
		else if (old.data !== fresh.data) {
			old.data = fresh.data;
		}
	}

	function remove(node) {
		const next = node.nextSibling;
		node.remove();
		return next;
	}

	/* What is the same stays the same node, so that focus, selection and scroll positions are not lost. */
	function mergeChildren(old, fresh) {
		const left = byKey(fresh);
		byKey(old).forEach((node, name) => left.has(name) || node.remove());
		const known = byKey(old);
		let place = old.firstChild;
		for (const node of [...fresh.childNodes]) {
			const name = key(node);
			while (place && !key(place) && known.has(name)) {
				place = remove(place);
			}
			const same = name ? known.get(name) : place && !key(place) && place.nodeName === node.nodeName && place;
			if (!same) {
				old.insertBefore(node, place);
				mark(node, known);
				continue;
			}
			if (same === place) {
				place = place.nextSibling;
			}
			else {
				old.insertBefore(same, place);
			}
			merge(same, node);
		}
		while (place) {
			place = remove(place);
		}
	}

	function mark(node, known) {
		if (known.size && node.dataset?.key) {
			node.dataset.fresh = '';
		}
	}

	function show(html) {
		const page = new DOMParser().parseFromString(html, 'text/html');
		if (!page.getElementById('now')) {
			return;
		}
		readClock(page);
		document.querySelectorAll('[data-live]').forEach((area) => {
			const fresh = page.getElementById(area.id);
			if (fresh && fresh.innerHTML !== shown.get(area.id)) {
				shown.set(area.id, fresh.innerHTML);
				mergeChildren(area, fresh);
			}
		});
		tick();
	}

	async function refresh() {
		const answer = await fetch(location.pathname + location.search, { headers: tag ? { 'If-None-Match': tag } : {} });
		if (answer.ok) {
			tag = answer.headers.get('ETag') || '';
			show(await answer.text());
		}
	}

	function two(number) {
		return String(number).padStart(2, '0');
	}

	function span(milliseconds, unit) {
		const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
		return (seconds < 100) ? unit.replace('%s', seconds)
				: `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	}

	function tick() {
		const clock = document.getElementById('now');
		const now = Date.now() + offset;
		clock.textContent = new Date(now + 8 * 3600 * 1000).toISOString().slice(11, 19);
		document.querySelectorAll('time[data-due]').forEach((due) => {
			due.title = due.title || due.textContent;
			due.textContent = span(Number(due.dataset.due) - now, clock.dataset.second);
		});
	}

	/* What a refused button says, on a page or as a problem in JSON. */
	async function refusal(answer) {
		const text = await answer.text();
		if ((answer.headers.get('Content-Type') || '').includes('json')) {
			return JSON.parse(text).detail;
		}
		const page = new DOMParser().parseFromString(text, 'text/html');
		return [...page.querySelectorAll('#problem h1, #problem .detail')].map((part) => part.textContent).join(' · ') || text;
	}

	async function press(form, fields) {
		const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: fields, redirect: 'manual' });
		say((answer.ok || answer.type === 'opaqueredirect') ? '' : await refusal(answer));
		await refresh();
	}

	function say(text) {
		const notice = document.getElementById('notice');
		notice.textContent = text;
		notice.hidden = !text;
	}

	/* On the console a button must not scroll the page away. */
	async function submit(event) {
		const form = event.target;
		if (!form.closest('.console')) {
			return;
		}
		event.preventDefault();
		const fields = new URLSearchParams(new FormData(form));
		if (event.submitter && event.submitter.name) {
			fields.set(event.submitter.name, event.submitter.value);
		}
		try {
			await press(form, fields);
		}
		catch (error) {
			say(document.getElementById('notice').dataset.unanswered);
		}
	}

	async function run() {
		try {
			if (!document.hidden) {
				await refresh();
			}
			document.body.classList.remove('offline');
		}
		catch (error) {
			document.body.classList.add('offline');
		}
		setTimeout(run, INTERVAL);
	}

	readClock(document);
	document.querySelectorAll('[data-live]').forEach((area) => shown.set(area.id, area.innerHTML));
	setInterval(tick, 250);
	document.addEventListener('submit', submit);
	document.getElementById('notice')?.addEventListener('click', () => say(''));
	setTimeout(run, INTERVAL);
})();

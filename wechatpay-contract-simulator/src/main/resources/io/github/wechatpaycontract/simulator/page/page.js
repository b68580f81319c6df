/* Keeps the page up to date. Without it everything works, after a reload. */
(() => {
	'use strict';

	const INTERVAL = 1000;
	const shown = new Map();
	let tag = '';
	let offset = 0;

	function readClock(page) {
		offset = Number(page.getElementById('now').dataset.now) - Date.now();
	}

	function openEntries() {
		return new Set([...document.querySelectorAll('details[open]')].map((entry) => entry.id));
	}

	/* What the reader opened stays open, what is new is marked for a moment. */
	function replace(area, fresh) {
		const opened = openEntries();
		const known = new Set([...area.querySelectorAll('details')].map((entry) => entry.id));
		area.replaceChildren(...fresh.childNodes);
		area.querySelectorAll('details').forEach((entry) => {
			entry.open = opened.has(entry.id);
			if (known.size && !known.has(entry.id)) {
				entry.parentElement.classList.add('fresh');
			}
		});
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
				replace(area, fresh);
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
		await fetch(form.getAttribute('action'), { method: 'POST', body: fields, redirect: 'manual' });
		await refresh();
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
	setTimeout(run, INTERVAL);
})();

// The page works without this script: it only makes the ledger's moves visible at once, and keeps a button from
// being pressed twice. What it shows, the server has rendered.
const body = document.body

async function show() {
  const page = await fetch('/', { cache: 'no-store' })
  if (!page.ok) { return }
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html')
  for (const part of ['.now', '.shelves', '.more']) {
    document.querySelector(part).replaceChildren(...document.importNode(fresh.querySelector(part), true).childNodes)
  }
  body.dataset.state = fresh.body.dataset.state
  body.dataset.code = fresh.body.dataset.code
}

// Connects again by itself, and is told first how the contract stands.
function watch(code) {
  const events = new EventSource('/api/contracts/' + code + '/events')
  events.addEventListener('contract', ({ data }) => {
    const { state } = JSON.parse(data)
    if (state !== body.dataset.state) { show() }
    if (state === 'TERMINATED') { events.close() }
  })
  // Refused rather than cut off: the browser would not try again.
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) { setTimeout(watch, 10000, code) }
  })
}

if (body.dataset.code) { watch(body.dataset.code) }

document.addEventListener('submit', ({ target }) => {
  // After the form was sent, since a disabled button sends no value.
  setTimeout(() => target.querySelectorAll('button').forEach((button) => { button.disabled = true }))
})

// The browser may show the page from its memory when the payer comes back.
addEventListener('pageshow', ({ persisted }) => { if (persisted) { location.reload() } })

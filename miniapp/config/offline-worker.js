/* global self, caches, fetch, release */
// Keeps one release of the pages on the phone. `release` (version and files) is written in front by the build.
//
// The start page comes from the network when there is one, so that a new release is seen at once; its scripts have
// other names and come from the network, too. This release stays whole until its last page is closed: only then
// does the next worker take over and throw this cache away. Answers of the server are never kept here.
const mine = `jiangbutong-${release.version}`

self.addEventListener('install', (event) => {
  const fresh = release.files.map((file) => new Request(file, { cache: 'reload' }))
  event.waitUntil(caches.open(mine).then((cache) => cache.addAll(fresh)))
})

self.addEventListener('activate', (event) => {
  const dropOthers = caches
    .keys()
    .then((names) => Promise.all(names.filter((name) => name !== mine).map((name) => caches.delete(name))))
  event.waitUntil(dropOthers.then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/'))
    return
  if (request.mode === 'navigate') event.respondWith(startPage(request))
  else if (release.files.includes(url.pathname)) event.respondWith(kept(request))
})

/** The network's start page if it comes within three seconds, otherwise the kept one. */
async function startPage(request) {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), 3000)
  try {
    const answer = await fetch(request, { signal: patience.signal })
    if (answer.ok) return answer
  } catch {
    // No network, or too slow: the kept page is what this worker is for.
  } finally {
    clearTimeout(timer)
  }
  return (await (await caches.open(mine)).match('/')) ?? Response.error()
}

/** Names hold a fingerprint of the content, so what is kept is what the server would send. */
async function kept(request) {
  return (await (await caches.open(mine)).match(request)) ?? fetch(request)
}

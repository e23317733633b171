/// <reference path="build.d.ts" />
// Keeps every file of the page for use without a network. All files that one page gets are of one version:
// what they are asked for with (`?v=…`) names the cache they come from.
'use strict';

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);
const { scope } = worker.registration;

/** Pages under other paths of the site have caches of their own. */
const prefix = `gouji ${new URL(scope).pathname} `;
const { version, files } = typeof PRECACHE === 'undefined' ? { version: '', files: [] } : PRECACHE;
const integrities = new Map(files);
const own = prefix + version;

worker.addEventListener('install', (event) => {
  // Pages that are open keep asking for their own version, so there is nothing to wait for.
  void worker.skipWaiting();
  event.waitUntil(keep());
});

worker.addEventListener('activate', (event) => event.waitUntil(version === '' ? leave() : take()));

worker.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { href, pathname, searchParams } = new URL(url);
  if (method !== 'GET' || !href.startsWith(scope)) return;
  const path = pathname.slice(new URL(scope).pathname.length) || 'index.html';
  // Anything else that lies beside the page is none of its files.
  if (integrities.has(path)) event.respondWith(answer(path, mode === 'navigate' ? version : searchParams.get('v') ?? version));
});

/** All files or none. */
async function keep() {
  const cache = await caches.open(own);
  try {
    await Promise.all(files.map(async ([path]) => cache.put(path, await fetched(path))));
  } catch (error) {
    await caches.delete(own);
    throw error;
  }
}

/**
 * A file of this version and no other. What the browser has kept of it will do, and where that is of another version, not.
 * @param {string} path
 */
async function fetched(path) {
  const url = path === 'index.html' ? path : `${path}?v=${version}`;
  const options = { integrity: integrities.get(path), credentials: /** @type {const} */ ('same-origin') };
  const answer = await fetch(url, options).catch(() => fetch(url, { ...options, cache: 'reload' }));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  // A browser opens no page from an answer that was redirected.
  return answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
}

/**
 * @param {string} path
 * @param {string} wanted the version
 * @returns {Promise<Response>}
 */
async function answer(path, wanted) {
  const cached = await caches.match(new URL(path, scope).href, { cacheName: prefix + wanted }).catch(() => undefined);
  if (cached) return cached;
  // Browsers may drop what they kept. A version that is gone stays gone: a newer file would not fit.
  return wanted === version ? fetched(path) : Response.error();
}

/** Keeps the version before too, for pages that are still open. */
async function take() {
  const before = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
  await Promise.all(before.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** www/ served as it is: what a built page of this address may have kept goes. */
async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(kept.map((name) => caches.delete(name)));
  await worker.registration.unregister();
}

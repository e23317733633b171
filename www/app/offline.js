// Keeps the page for use without a network, and says so; says when there is a newer one.
import { byId, phrase, setText } from './dom.js';
import { isKeepable } from '../outside.js';

/** Once the page can be used and the browser has nothing to do. */
export function keepOffline() {
  const { serviceWorker } = navigator;
  // Only pages of https, or of this machine, have one.
  if (!isKeepable || !serviceWorker) return;
  let isControlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    // The first one keeps this very version; any later one a newer.
    if (isControlled) sayNew();
    isControlled = true;
  });
  whenIdle(async () => {
    try {
      await serviceWorker.register('sw.js');
      await serviceWorker.ready;
      say('offline-ready');
    } catch {
      // A server without sw.js, or storage that is full or forbidden: the page works as before, with the network.
      say('offline-not');
    }
  });
}

function sayNew() {
  say('offline-new');
  const button = byId('renew');
  button.hidden = false;
  button.onclick = () => location.reload();
}

/** @param {'offline-ready' | 'offline-not' | 'offline-new'} state */
function say(state) {
  const box = byId('offline');
  if (box.dataset.state === 'offline-new') return;
  box.dataset.state = state;
  box.hidden = state === 'offline-not';
  setText(byId('offline-state'), phrase(state));
}

/** @param {() => void} act */
function whenIdle(act) {
  if (typeof window.requestIdleCallback === 'function') window.requestIdleCallback(act, { timeout: 5000 });
  else window.setTimeout(act, 1000);
}

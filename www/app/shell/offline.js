// Keeps the page for use without a network, and says so; says when there is a newer one.
import { phrase, setText } from './dom.js';
import { isKeepable } from '../../outside.js';
import { ownScript } from './trusted.js';

/** @typedef {import('./scope.js').Scope} Scope */

/**
 * Once the page can be used and the browser has nothing to do.
 * @param {Scope} scope
 */
export function keepOffline(scope) {
  const { serviceWorker } = navigator;
  // Only pages of https, or of this machine, have one.
  if (!isKeepable || !serviceWorker) return;
  let isControlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    // The first one keeps this very version; any later one a newer.
    if (isControlled) sayNew(scope);
    isControlled = true;
  });
  whenIdle(async () => {
    try {
      await serviceWorker.register(ownScript('sw.js'));
      await serviceWorker.ready;
      say(scope, 'offline-ready');
    } catch {
      // A server without sw.js, or storage that is full or forbidden: the page works as before, with the network.
      say(scope, 'offline-not');
    }
  });
}

/** @param {Scope} scope */
function sayNew(scope) {
  say(scope, 'offline-new');
  const button = scope.byId('renew');
  button.hidden = false;
  button.onclick = () => location.reload();
}

/**
 * @param {Scope} scope
 * @param {'offline-ready' | 'offline-not' | 'offline-new'} state
 */
function say(scope, state) {
  const box = scope.byId('offline');
  if (box.dataset.state === 'offline-new') return;
  box.dataset.state = state;
  box.hidden = state === 'offline-not';
  setText(scope.byId('offline-state'), phrase(state));
}

/** @param {() => void} act */
function whenIdle(act) {
  if (typeof window.requestIdleCallback === 'function') window.requestIdleCallback(act, { timeout: 5000 });
  else window.setTimeout(act, 1000);
}

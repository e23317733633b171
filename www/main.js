// Starts the hosted page.
import { App } from './app/app.js';
import { learnWording, phrase } from './app/dom.js';
import { Scope } from './app/scope.js';
import { openSession, readerOf } from './engine.js';

const base = import.meta.url;
const scope = new Scope(document, document.documentElement);

async function start() {
  learnWording(document);
  const engine = { ...await openSession(base), readerOf: (/** @type {string[]} */ forms) => readerOf(base, forms) };
  await App.start(scope, engine, {
    base,
    form: new URLSearchParams(location.search).get('form') ?? '',
    formBase: location.href,
    // One draft a page, so that copies of the page under other paths keep their own.
    draft: `gouji:${location.pathname.replace(/index\.html$/, '')}`,
  });
}

start().catch((error) => {
  scope.byId('too-old').hidden = false;
  // Before Chrome 97 a policy that allows WebAssembly has no name of its own.
  const isForbidden = error instanceof WebAssembly.CompileError && /disallow|policy|unsafe-eval/i.test(error.message);
  scope.byId('too-old-reason').textContent = isForbidden ? phrase('stop-policy') : String(error);
  scope.byId('headline').textContent = '没有启动，未作核对';
  throw error;
});

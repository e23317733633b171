// Starts the hosted page.
import { tellAbout } from './app/shell/about.js';
import { App } from './app/shell/app.js';
import { learnWording } from './app/shell/dom.js';
import { tellHeight } from './app/shell/framed.js';
import { keepOffline } from './app/shell/offline.js';
import { Scope } from './app/shell/scope.js';
import { reasonOf } from './app/shell/startup-failure.js';
import { openSession, readerOf, version } from './engine.js';

const scope = new Scope(document, document.documentElement);

async function start() {
  learnWording(document);
  const app = await App.start(scope, { ...await openSession(), readerOf }, {
    form: new URLSearchParams(location.search).get('form') ?? '',
    formBase: location.href,
    // One draft a page, so that copies of the page under other paths keep their own.
    draft: `gouji:${location.pathname.replace(/index\.html$/, '')}`,
  });
  tellAbout(scope, version(), app.store.forms);
  tellHeight(document.documentElement);
  // In a frame that may not keep anything, asking is an error already.
  app.complete.then(() => keepOffline(scope)).catch(() => undefined);
}

start().catch((error) => {
  scope.byId('too-old').hidden = false;
  scope.byId('too-old-reason').textContent = reasonOf(error);
  scope.byId('headline').textContent = '没有启动，未作核对';
  throw error;
});

// Starts the page and joins its parts. The only module of the page that knows WebAssembly.
import init, { Session, version } from './pkg/page/gouji_page.js';
import initPaste, { Reader } from './pkg/paste/gouji_paste.js';
import { tellAbout } from './app/about.js';
import { doAgain, takeBack, wireActs } from './app/acts.js';
import { byId } from './app/dom.js';
import { Drafting } from './app/drafting.js';
import { addForm } from './app/form.js';
import { wireIntake } from './app/intake.js';
import { Keystroke } from './app/keystroke.js';
import { Notices } from './app/notice.js';
import { keepOffline } from './app/offline.js';
import { wirePopups } from './app/popups.js';
import { reasonOf } from './app/stop.js';
import { Store } from './app/store.js';
import { View } from './app/view.js';
import { wasmOf } from './outside.js';

async function start() {
  const { memory } = await init({ module_or_path: wasmOf('page') });
  const session = new Session();
  const notices = new Notices();
  const added = await addForm(session, location);
  const store = new Store(session, new Keystroke(session, memory, Session.room()), added.forms);
  const drafting = new Drafting(store);
  document.documentElement.classList.add('started');
  byId('workspace').hidden = false;
  const view = new View(store);
  const reader = readerOf(added.json);
  wireIntake(store, view.grid, notices, reader, added.json);
  wireActs(store, notices, { check: () => view.check() });
  wirePopups();
  drafting.restore();
  tellAbout(version(), session.forms());
  if (added.message) notices.say(added.message, 'fault');
  document.addEventListener('keydown', (event) => shortcut(event, store, notices, view));
  // By now the page can be used; before long something will be pasted.
  window.setTimeout(() => reader().then(() => document.documentElement.classList.add('complete'), () => undefined).then(keepOffline));
}

/**
 * What reads pastes: fetched once, and again where that failed.
 * @param {string[]} forms that were added, as JSON
 */
function readerOf(forms) {
  /** @type {Promise<Reader> | null} */
  let loading = null;
  const load = async () => {
    await initPaste({ module_or_path: wasmOf('paste') });
    const reader = new Reader();
    for (const form of forms) reader.addForm(form);
    return reader;
  };
  return () => {
    loading = loading ?? load().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

/**
 * @param {KeyboardEvent} event
 * @param {Store} store
 * @param {Notices} notices
 * @param {View} view
 */
function shortcut(event, store, notices, view) {
  const { key, shiftKey, ctrlKey, metaKey, target } = event;
  // Other fields undo for themselves, and dialogs cover the report.
  if (target instanceof HTMLTextAreaElement || (target instanceof Element && target.closest('dialog'))) return;
  const letter = ctrlKey || metaKey ? key.toLowerCase() : '';
  if (key === 'F8') view.step(shiftKey ? -1 : 1);
  else if (letter === 'y' || (letter === 'z' && shiftKey)) doAgain(store, notices);
  else if (letter === 'z') takeBack(store, notices);
  else return;
  event.preventDefault();
}

start().catch((error) => {
  byId('too-old').hidden = false;
  byId('too-old-reason').textContent = reasonOf(error);
  byId('headline').textContent = '没有启动，未作核对';
  throw error;
});

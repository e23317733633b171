// What an act did, said beside the tables, with a way to take it back.
import { empty, part, stamp } from './dom.js';

/** @typedef {{ text: string, act: () => void }} Choice */

export class Notices {
  /** @param {import('./scope.js').Scope} scope */
  constructor(scope) {
    this.box = scope.byId('notices');
    /** Hears of what did not work, beside what is shown. @type {(message: string) => void} */
    this.failed = () => undefined;
  }

  /**
   * @param {string} text
   * @param {'done' | 'fault'} [kind]
   * @param {Choice[]} [choices]
   */
  say(text, kind = 'done', choices = []) {
    const notice = stamp('notice', { text });
    notice.dataset.kind = kind;
    this.show(notice, choices);
    if (kind === 'fault') this.failed(text);
  }

  /**
   * Shows a box instead of the one before.
   * @param {HTMLElement} notice
   * @param {Choice[]} choices
   */
  show(notice, choices) {
    const acts = part(notice, 'acts');
    for (const { text, act } of choices) {
      const button = stamp('act', { text });
      button.addEventListener('click', () => {
        this.clear();
        act();
      });
      acts.appendChild(button);
    }
    const close = stamp('close');
    close.addEventListener('click', () => this.clear());
    acts.appendChild(close);
    empty(this.box);
    this.box.appendChild(notice);
  }

  clear() {
    empty(this.box);
  }
}

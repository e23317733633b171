// What an act did, said beside the tables, with a way to take it back.
import { empty, part, stamp } from './dom.js';

/** @typedef {{ text: string, act: () => void }} Choice */

export class Notices {
  /** @param {import('./scope.js').Scope} scope */
  constructor(scope) {
    this.box = scope.byId('notices');
    /** Hears of what did not work, beside what is shown. @type {(message: string) => void} */
    this.failed = () => undefined;
    /** What is not replaced as long as it has something to do. @type {{ notice: HTMLElement, hasMore: () => boolean } | null} */
    this.kept = null;
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
   * Shows a box instead of the one before, or above one that is kept.
   * @param {HTMLElement} notice
   * @param {Choice[]} choices
   * @param {(() => boolean) | null} [hasMore] whether to keep it when others come
   */
  show(notice, choices, hasMore = null) {
    const acts = part(notice, 'acts');
    for (const { text, act } of choices) {
      const button = stamp('act', { text });
      button.addEventListener('click', () => {
        this.remove(notice);
        act();
      });
      acts.appendChild(button);
    }
    const close = stamp('close');
    close.addEventListener('click', () => this.remove(notice));
    acts.appendChild(close);
    if (hasMore || !this.kept || !this.kept.hasMore()) this.clear();
    for (const old of [...this.box.children]) if (!this.kept || old !== this.kept.notice) this.box.removeChild(old);
    this.box.insertBefore(notice, this.box.firstChild);
    if (hasMore) this.kept = { notice, hasMore };
  }

  /** @param {HTMLElement} notice */
  remove(notice) {
    if (this.kept && this.kept.notice === notice) this.kept = null;
    if (notice.parentNode === this.box) this.box.removeChild(notice);
  }

  clear() {
    this.kept = null;
    empty(this.box);
  }
}

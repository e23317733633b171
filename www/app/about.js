// What this page is: its version and the formats it knows; and, of the single file, where its draft lies.
import { byId, phrase, setText } from './dom.js';

/**
 * @param {string} version
 * @param {import('../types').FormView[]} forms
 */
export function tellAbout(version, forms) {
  const build = typeof VERSION === 'undefined' ? '' : phrase('about-build', { build: VERSION });
  const known = forms.map(({ name, authority }) => `${name}（${authority}）`).join('、');
  setText(byId('about'), phrase('about', { version, build, forms: known }));
  byId('draft-file').hidden = location.protocol !== 'file:';
}

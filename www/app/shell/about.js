// What this page is: its version and the formats it knows; and, of the single file, where its draft lies.
import { phrase, setText } from './dom.js';

/**
 * @param {import('./scope.js').Scope} scope
 * @param {string} version
 * @param {import('../../types').FormView[]} forms
 */
export function tellAbout(scope, version, forms) {
  const build = typeof VERSION === 'undefined' ? '' : phrase('about-build', { build: VERSION });
  const known = forms.map(({ name, authority }) => `${name}（${authority}）`).join('、');
  setText(scope.byId('about'), phrase('about', { version, build, forms: known }));
  scope.byId('draft-file').hidden = location.protocol !== 'file:';
}

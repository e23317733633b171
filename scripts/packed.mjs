// The page as one file that opens by double-click: styles, scripts and wasm packages stand inside it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WWW, bundle, lowered } from './bundle.mjs';
import { isOfPage } from './manifest.mjs';
import { Failure } from './run.mjs';

/**
 * @param {string} version of the page that it is made from
 * @param {import('./manifest.mjs').Manifest} manifest
 * @returns {Promise<string>}
 */
export async function packed(version, { page: { target }, package: wasmPackages }) {
  const lowering = { target, define: { VERSION: version } };
  const main = (await bundle('main.js', lowering, { format: 'iife', instead: { 'outside.js': 'packed/page.js' } })).code;
  const worker = (await bundle('reader-worker.js', lowering, { format: 'iife', instead: { 'outside.js': 'packed/worker.js' } })).code;
  const source = readFileSync(join(WWW, 'index.html'), 'utf8');
  /** @type {string[]} */
  const styles = [];
  let html = source;
  for (const [link, file, media = ''] of source.matchAll(/<link rel="stylesheet" href="([^"]+)"( media="[^"]+")?>/g)) {
    const style = await lowered(file, lowering);
    styles.push(style);
    html = put(html, link, `<style${media}>${inside(style, 'style')}</style>`);
  }
  const policies = policiesOf([main], styles);
  const boot = await lowered('boot.js', { target, define: { POLICIES: policies } });
  html = put(html, '<link rel="manifest" href="manifest.webmanifest">\n', '');
  html = put(html, '<script src="boot.js"></script>\n', '');
  html = put(html, '<script type="module" src="main.js"></script>\n', '');
  // The policy comes first, so that it holds for all that follows.
  html = put(html, '<meta charset="utf-8">', `<meta charset="utf-8">\n<script>${inside(boot, 'script')}</script>`);
  const blocks = [
    ...wasmPackages.filter(isOfPage).map(({ name, out_name }) => block(`${name}.wasm`, readFileSync(join(WWW, `pkg/${name}/${out_name}_bg.wasm`)).toString('base64'))),
    block('reader-worker.js', worker),
  ];
  html = put(html, '</body>', `${blocks.join('\n')}\n<script>${inside(main, 'script')}</script>\n</body>`);
  const left = /<[^>]* (?:src|href)="(?!#|data:)[^"]*"[^>]*>/.exec(html.replace(/<script[^>]*>[^]*?<\/script>/g, ''));
  if (left) throw new Failure(`gouji.html would still fetch something: ${left[0]}`);
  return html;
}

/**
 * Nothing can be fetched or sent at all: there is no connect-src.
 * @param {string[]} scripts
 * @param {string[]} styles
 */
function policiesOf(scripts, styles) {
  const of = (/** @type {string} */ keyword) => [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')} ${keyword}`,
    `style-src ${styles.map(hash).join(' ')}`,
    'img-src data:',
    'worker-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return { known: of("'wasm-unsafe-eval'"), before: of("'unsafe-eval'") };
}

/** @param {string} text */
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Text that no script runs.
 * @param {string} name
 * @param {string} text
 */
const block = (name, text) => `<script type="text/plain" id="packed-${name}">${inside(text, 'script')}</script>`;

/**
 * @param {string} text
 * @param {string} element that it goes into
 */
function inside(text, element) {
  if (new RegExp(`</${element}|<!--`, 'i').test(text)) throw new Failure(`A ${element} of gouji.html holds what would end it.`);
  return text;
}

/**
 * @param {string} html
 * @param {string} what stands there exactly once
 * @param {string} instead
 */
function put(html, what, instead) {
  const parts = html.split(what);
  if (parts.length !== 2) throw new Failure(`index.html holds ${JSON.stringify(what)} ${parts.length - 1} times, and should once.`);
  return parts.join(instead);
}

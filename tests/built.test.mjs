// What the built files do not hold: markup made from text, code made from text, styles written inline, addresses of others.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../scripts/run.mjs';

const DIST = join(ROOT, 'dist');

/**
 * A use that is looked for, and the uses of it that are right, each with its reason.
 * @typedef {{ what: string, found: RegExp, allowed?: { text: RegExp, why: string }[] }} Ban
 */

/** @type {Ban[]} */
const BANS = [
  { what: 'markup made from text', found: /\b(inner|outer)HTML\b|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|\bsrcdoc\b|document\.write/g },
  {
    what: 'a parser of markup', found: /.{0,12}parseFromString\(.{0,40}|\.write(ln)?\(.{0,12}createHTML\(.{0,12}/g,
    allowed: [{ text: /\.write\([\w$]+\(\)\.createHTML\(/, why: 'trusted.js: into a document apart from the page, inert' }, { text: /DOMParser\(\)\.parseFromString\([\w$]+\(\)\.createHTML\(\w+\),"text\/html"\)/, why: 'trusted.js: apart from the page, inert, and nothing of it is put into the page but the page\'s own markup' }],
  },
  {
    what: 'code made from text', found: /\b(wasm-)?(unsafe-)?eval\b|\bnew Function\b|\bFunction\(|set(Timeout|Interval)\(\s*["'`]|javascript:|\bimportScripts\b/g,
    allowed: [{ text: /^(wasm-)?unsafe-eval$/, why: 'the keywords of security policies, which the page states, knows in messages, and tells web teams of' }],
  },
  {
    what: 'a style written inline', found: /<[a-z][^<>]*\sstyle\s*=|setAttribute\(\s*["'`]style["'`]|\.cssText\s*[+=]|\.style\b(?:\.\w+(?:\(.{0,3}|\s*\+?=(?!=))?|\s*=)?/gi,
    allowed: [
      { text: /^\.style\.setProperty\("--$/, why: 'lengths that were measured, as custom properties: through the object model, which policies allow' },
    ],
  },
  {
    what: 'an address of somebody else', found: /\b(https?|wss?|ftp):\/\/[^\s"'`<>)\\]*|["'`(]\/\/[a-z0-9-]+\.[a-z]/gi,
    allowed: [{ text: /^http:\/\/www\.w3\.org\/2000\/svg$/, why: 'the name of SVG, which nobody fetches' }],
  },
  {
    what: 'a way to send', found: /\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|sendBeacon|RTCPeerConnection|\bWebTransport\b/g,
  },
];

/** What a wasm package may not ask the page for. */
const IMPORTS = /newnoargs|new_no_args|_eval_|fetch|xmlhttp|websocket|html_|beacon/i;

/** Packages and pictures within the single file are no text that anything looks at as code. @param {string} text */
const withoutData = (text) => text.replace(/[A-Za-z0-9+/]{500,}={0,2}/g, '');

/**
 * @param {string} file
 * @param {string} text
 * @returns {string[]} what it holds and may not
 */
function faults(file, text) {
  return BANS.flatMap(({ what, found, allowed = [] }) => [...withoutData(text).matchAll(found)]
    .filter(([use]) => !allowed.some((right) => right.text.test(use)))
    .map(([use]) => `${file}: ${what}: ${use}`));
}

assert.ok(existsSync(join(DIST, 'gouji.html')), 'dist/ is missing: npm run build writes it.');
const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
// licences.txt quotes the licences of others, addresses and all; nothing reads it but people.
const texts = files.filter((file) => ['.js', '.css', '.html', '.webmanifest'].includes(extname(file)));

test('the built files hold nothing of it', () => {
  assert.ok(texts.length >= 12, texts.join());
  assert.deepEqual(texts.flatMap((file) => faults(file, readFileSync(join(DIST, file), 'utf8'))), []);
});

test('every use that is allowed is there still', () => {
  const all = texts.map((file) => withoutData(readFileSync(join(DIST, file), 'utf8'))).join('\n');
  for (const { found, allowed = [] } of BANS) {
    for (const { text, why } of allowed) assert.ok([...all.matchAll(found)].some(([use]) => text.test(use)), `Nothing is like ${text}: ${why}`);
  }
});

test('no wasm package asks for what could make code, make markup or send', async () => {
  const packages = files.filter((file) => file.endsWith('.wasm'));
  assert.equal(packages.length, 4);
  for (const file of packages) {
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(readFileSync(join(DIST, file)))).map(({ name }) => name);
    assert.ok(imports.length > 0, file);
    assert.deepEqual(imports.filter((name) => IMPORTS.test(name)), [], file);
  }
});

/**
 * The search would find this.
 * @param {string} what
 * @param {string} code
 */
function check(what, code) {
  test(`it would be found: ${code}`, () => {
    assert.deepEqual(faults('made.js', `const a=1;${code};const b=2`).map((fault) => fault.split(': ')[1]), [what]);
  });
}

check('markup made from text', 'e.innerHTML=t');
check('markup made from text', 'e["outerHTML"]=t');
check('markup made from text', 'e.insertAdjacentHTML("beforeend",t)');
check('markup made from text', 'document.write(t)');
check('markup made from text', 'f.srcdoc=t');
check('a parser of markup', 'new DOMParser().parseFromString(t,"text/html")');
check('a parser of markup', 'p.parseFromString(t,"image/svg+xml")');
check('a parser of markup', 'd.writeln(p.createHTML(t))');
check('code made from text', 'eval(t)');
check('code made from text', 'window.eval(t)');
check('code made from text', 'new Function("a",t)');
check('code made from text', 'setTimeout("go()",5)');
check('a style written inline', '<p class="a" style="color:red">');
check('a style written inline', 'e.setAttribute("style",t)');
check('a style written inline', 'e.style.cssText=t');
check('a style written inline', 'e.style.color="red"');
check('a style written inline', 'e.style="color:red"');
check('a style written inline', 'e.style.setProperty("color",t)');
check('an address of somebody else', 'fetch("https://cdn.example.com/a.js")');
check('an address of somebody else', 'i.src="//cdn.example.com/a.js"');
check('a way to send', 'new WebSocket(a)');
check('a way to send', 'navigator.sendBeacon(a)');

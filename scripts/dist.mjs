// Writes dist/: the hosted page, lowered for old browsers and made small, within the budgets; the same page as one
// file; and what lets others see what is inside.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { WWW, bundle, lowered } from './bundle.mjs';
import { writeChecksums } from './checksums.mjs';
import { filesBelow } from './files.mjs';
import { POLICIES } from './headers.mjs';
import { writeLicences } from './licences.mjs';
import { isOfPage, readManifest } from './manifest.mjs';
import { packed } from './packed.mjs';
import { Failure, ROOT, say } from './run.mjs';
import { isOnDemand, keepBudget, sizeOf } from './sizes.mjs';

/** What stands where the version will, while it is worked out. */
const TO_COME = 'version-to-come';

/** The browser takes these from headers alone. */
const HEADERS_ONLY = /^frame-ancestors /;

// TypeScript and editors read these; a browser never asks for them.
const isForDevelopers = (/** @type {string} */ file) => file.endsWith('.d.ts') || /(^|\/)(\.|tsconfig)/.test(file) || file.endsWith('.md');

/**
 * Fails over budget, leaving dist/ there to be looked at.
 * @param {string} [dist] where to
 */
export async function writeDist(dist = join(ROOT, 'dist')) {
  say('Writing dist/ (a few seconds)');
  const manifest = readManifest();
  const { entries, target } = manifest.page;
  rmSync(dist, { recursive: true, force: true });
  const policies = Object.fromEntries(Object.entries(POLICIES).map(([name, policy]) => [name, policy.filter((directive) => !HEADERS_ONLY.test(directive)).join('; ')]));
  const lowering = { target, define: { VERSION: TO_COME, POLICIES: policies, APP: null } };

  const files = filesBelow(WWW).filter((file) => !isForDevelopers(file) && !isModule(file) && file !== 'sw.js');
  for (const file of files) await put(dist, file, lowering);
  /** @type {Set<string>} */
  const inputs = new Set();
  for (const entry of entries) {
    const { code, inputs: more } = await bundle(entry, lowering);
    writeFileSync(join(dist, entry), code);
    for (const input of more) inputs.add(input);
  }
  const page = [...files, ...entries].sort();
  const version = writeVersion(dist, page);
  writeFileSync(join(dist, 'sw.js'), await lowered('sw.js', { target, define: { PRECACHE: { version, files: page.map((file) => [file, integrity(dist, file)]) } } }));
  writeFileSync(join(dist, 'gouji.html'), await packed(version, manifest));
  checkBudgets(dist, page, manifest);
  writeLicences(dist, manifest, [...inputs]);
  writeChecksums(dist, filesBelow(dist));
}

/** A module of the page is written as part of an entry; a classic script stands for itself. @param {string} file */
const isModule = (file) => file.endsWith('.js') && /^(import|export)\b/m.test(readFileSync(join(WWW, file), 'utf8'));

/**
 * @param {string} dist
 * @param {string} file
 * @param {import('./bundle.mjs').Lowering} lowering
 */
async function put(dist, file, lowering) {
  const to = join(dist, file);
  mkdirSync(dirname(to), { recursive: true });
  if (file === 'index.html') writeFileSync(to, asksForVersion(readFileSync(join(WWW, file), 'utf8')));
  else if (['.js', '.css'].includes(extname(file))) writeFileSync(to, await lowered(file, lowering));
  else copyFileSync(join(WWW, file), to);
}

/** Servers and browsers keep files for as long as they like; another address is another file. @param {string} html */
const asksForVersion = (html) => html.replace(/(<link rel="stylesheet" href|<script[^>]* src)="([\w/.-]+)"/g, `$1="$2?v=${TO_COME}"`);

/**
 * Names the page by the hash of all its files, and writes that name into them.
 * @param {string} dist
 * @param {string[]} files
 */
function writeVersion(dist, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(dist, file)));
  const version = hash.digest('hex').slice(0, 12);
  for (const file of ['index.html', 'main.js']) {
    writeFileSync(join(dist, file), readFileSync(join(dist, file), 'utf8').split(TO_COME).join(version));
  }
  return version;
}

/**
 * @param {string} dist
 * @param {string} file
 */
const integrity = (dist, file) => `sha256-${createHash('sha256').update(readFileSync(join(dist, file))).digest('base64')}`;

/**
 * @param {string} dist
 * @param {string[]} files
 * @param {import('./manifest.mjs').Manifest} manifest
 */
function checkBudgets(dist, files, { page, budget, package: wasmPackages }) {
  const stale = page.on_demand.filter((entry) => !files.some((file) => isOnDemand(file, [entry])));
  const sizes = files.map((file) => sizeOf(dist, file));
  const faults = [
    ...stale.map((entry) => `wasm-pack.toml says that "${entry}" is loaded on demand, but dist/ has no such file.`),
    ...wasmPackages.filter(isOfPage).map(({ name, budget: own }) => keepBudget(`Package ${name}`, sizes.filter(({ file }) => file.startsWith(`pkg/${name}/`)), own)),
    keepBudget('First load', sizes.filter(({ file }) => !isOnDemand(file, page.on_demand)), budget.first_load),
    keepBudget('One file', [sizeOf(dist, 'gouji.html')], budget.one_file),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) throw new Failure(faults.join('\n'));
}

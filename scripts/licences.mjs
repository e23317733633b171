// Writes dist/licences.txt: whose code is inside, under which licence. One that does not permit that fails the build.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, ROOT, ask } from './run.mjs';

/** Permissive: may be shipped in anything, with its text. */
const PERMITTED = new Set([
  '0BSD', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0',
  'Unicode-3.0', 'Unicode-DFS-2016', 'Unlicense', 'Zlib',
]);

/** @typedef {{ name: string, version: string, licence: string, folder: string }} Part */

/**
 * @param {string} dist
 * @param {import('./manifest.mjs').Manifest} manifest
 * @param {string[]} inputs files below the root that are in the scripts
 */
export function writeLicences(dist, { package: wasmPackages }, inputs) {
  const features = [...new Set(wasmPackages.flatMap(({ features: own }) => own))];
  const parts = [...crates(features), ...modules(inputs)];
  const faults = parts.filter(({ licence }) => !permits(licence)).map(({ name, version, licence }) => `${name} ${version} is under "${licence}", which is not among the licences that scripts/licences.mjs permits.`);
  if (faults.length > 0) throw new Failure(faults.join('\n'));

  /** The same text is told once, with all whose it is. @type {Map<string, string[]>} */
  const texts = new Map();
  for (const part of parts) {
    for (const text of textsOf(part.folder)) texts.set(text, [...texts.get(text) ?? [], `${part.name} ${part.version}`]);
  }
  const list = parts.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const told = [...texts].map(([text, whose]) => `${'='.repeat(72)}\n${whose.join(', ')}\n\n${text.trim()}\n`);
  writeFileSync(join(dist, 'licences.txt'), `${list.join('\n')}\nRust's standard library: MIT OR Apache-2.0\n\n${told.join('\n')}`);
}

/**
 * Whether an SPDX expression leaves a choice that is permitted.
 * @param {string} expression
 * @returns {boolean}
 */
export function permits(expression) {
  // "MIT/Apache-2.0" is how crates said OR once.
  let left = expression.replace(/\s*\/\s*/g, ' OR ')
    .replace(/[\w.+-]+(?: WITH [\w.+-]+)?/g, (word) => (word === 'AND' || word === 'OR' ? word : PERMITTED.has(word) ? 'yes' : 'no'));
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/\((yes|no)\)/, '$1').replace(/\b(yes|no) AND (yes|no)\b/, (both) => (both.includes('no') ? 'no' : 'yes'));
    // AND binds first.
    if (before === left) left = left.replace(/\b(yes|no) OR (yes|no)\b/, (either) => (either.includes('yes') ? 'yes' : 'no'));
  }
  return left === 'yes';
}

/**
 * The crates whose code is in the wasm packages: macros and build scripts leave none there.
 * @param {string[]} features
 * @returns {Part[]}
 */
function crates(features) {
  const told = ask('cargo', ['metadata', '--format-version', '1', '--locked', '--filter-platform', 'wasm32-unknown-unknown', '--no-default-features', '--features', features.join(',')]);
  if (told === null) throw new Failure('"cargo metadata" failed, so the licences of the crates inside are not known.');
  const { packages, resolve } = JSON.parse(told);
  const byId = new Map(packages.map((/** @type {any} */ crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {string} */ id) => {
    const isMacro = byId.get(id).targets.some((/** @type {any} */ { kind }) => kind.includes('proc-macro'));
    if (found.has(id) || isMacro) return;
    found.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      if (kinds.some((/** @type {any} */ { kind }) => kind === null)) visit(pkg);
    }
  };
  visit(resolve.root);
  return [...found].map((id) => byId.get(id))
    .map(({ name, version, license, license_file, manifest_path }) => ({ name, version, licence: license ?? license_file ?? 'nothing', folder: dirname(manifest_path) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * The npm packages whose code is in the scripts.
 * @param {string[]} inputs
 * @returns {Part[]}
 */
function modules(inputs) {
  const names = inputs.map((input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter((name) => name !== undefined);
  return [...new Set(names)].sort().map((name) => {
    const folder = join(ROOT, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { name, version, licence: typeof license === 'string' ? license : 'nothing', folder };
  });
}

/** @param {string} folder @returns {string[]} */
function textsOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? allTexts(join(folder, entry.name)) : [textOf(join(folder, entry.name))]));
}

/** Some keep their texts in a folder of that name. @param {string} folder */
const allTexts = (folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort().map((name) => textOf(join(folder, name)));

/** @param {string} file */
const textOf = (file) => readFileSync(file, 'utf8').replace(/\r\n/g, '\n');

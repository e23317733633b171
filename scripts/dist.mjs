// Writes dist/: www/ with its JS and CSS lowered for old browsers and made small, within the budgets.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { build, transform } from 'esbuild';
import { readManifest } from './manifest.mjs';
import { Failure, ROOT, say } from './run.mjs';
import { isOnDemand, keepBudget, sizeOf } from './sizes.mjs';

const WWW = join(ROOT, 'www');
const DIST = join(ROOT, 'dist');

// TypeScript and editors read these; a browser never asks for them.
const isForDevelopers = (/** @type {string} */ file) => file.endsWith('.d.ts') || /(^|\/)(\.|tsconfig)/.test(file) || file.endsWith('.md');

/** Fails over budget, leaving dist/ there to be looked at. */
export async function writeDist() {
  say('Writing dist/ (a few seconds)');
  const manifest = readManifest();
  const { entries, target } = manifest.page;
  const files = filesBelow(WWW).filter((file) => !isForDevelopers(file) && !isModule(file));
  rmSync(DIST, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(DIST, file)), { recursive: true });
    await put(file, target);
  }
  await bundle(entries, target);
  checkBudgets([...files, ...entries].sort(), manifest);
}

/** A module of the page is written as part of an entry; a classic script stands for itself. @param {string} file */
const isModule = (file) => file.endsWith('.js') && /^(import|export)\b/m.test(readFileSync(join(WWW, file), 'utf8'));

/**
 * Some thirty small modules are pleasant to read and slow to fetch one by one over an office network.
 * @param {string[]} entries
 * @param {string} target
 */
async function bundle(entries, target) {
  const { warnings } = await build({
    absWorkingDir: WWW,
    entryPoints: entries,
    outdir: DIST,
    bundle: true,
    format: 'esm',
    minify: true,
    charset: 'utf8',
    target,
    logLevel: 'silent',
  });
  complain(warnings);
}

/** Whatever cannot be lowered to the target is an error of esbuild's, which names the line. @param {import('esbuild').Message[]} warnings */
function complain(warnings) {
  if (warnings.length > 0) throw new Failure(warnings.map(({ text, location }) => `www/${location?.file}:${location?.line}: ${text}`).join('\n'));
}

/**
 * @param {string} file
 * @param {string} target
 */
async function put(file, target) {
  const loader = extname(file).slice(1);
  if (loader !== 'js' && loader !== 'css') return copyFileSync(join(WWW, file), join(DIST, file));
  const source = readFileSync(join(WWW, file), 'utf8');
  const { code, warnings } = await transform(source, { loader, target, sourcefile: file, charset: 'utf8', minify: true });
  complain(warnings);
  writeFileSync(join(DIST, file), code);
}

/**
 * @param {string[]} files
 * @param {import('./manifest.mjs').Manifest} manifest
 */
function checkBudgets(files, { page, budget, package: wasmPackages }) {
  const stale = page.on_demand.filter((entry) => !files.some((file) => isOnDemand(file, [entry])));
  const sizes = files.map((file) => sizeOf(DIST, file));
  const faults = [
    ...stale.map((entry) => `wasm-pack.toml says that "${entry}" is loaded on demand, but dist/ has no such file.`),
    ...wasmPackages.map(({ name, budget: own }) => keepBudget(`Package ${name}`, sizes.filter(({ file }) => file.startsWith(`pkg/${name}/`)), own)),
    keepBudget('First load', sizes.filter(({ file }) => !isOnDemand(file, page.on_demand)), budget.first_load),
  ].filter((fault) => fault !== null);
  if (faults.length > 0) throw new Failure(faults.join('\n'));
}

/** @param {string} folder */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

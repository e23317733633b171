// What CI runs, in its order. Each step is a list of commands; the first that fails ends the step.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from './chromium.mjs';
import { packages, rustComponents, wasmTarget } from './install.mjs';
import { Failure, ROOT, run } from './run.mjs';

const NODE = process.execPath;
const CLIPPY_FOR_WASM = ['clippy', '--locked', '--lib', '--target', 'wasm32-unknown-unknown', '--no-default-features'];

/** @typedef {{ name: string, group: 'rust' | 'web', what: string, run: () => Promise<void> }} Step */

/** @type {Step[]} */
export const STEPS = [
  {
    name: 'fmt', group: 'rust', what: 'Rust is formatted (seconds)',
    run: async () => {
      await rustComponents();
      await run('cargo', ['fmt', '--check']);
    },
  },
  {
    name: 'clippy', group: 'rust', what: 'Rust has no lints, natively and in both wasm packages (1 to 3 minutes the first time)',
    run: async () => {
      await rustComponents();
      await wasmTarget();
      await run('cargo', ['clippy', '--locked', '--all-targets', '--', '-D', 'warnings']);
      for (const features of await wasmFeatures()) {
        await run('cargo', [...CLIPPY_FOR_WASM, '--features', features, '--', '-D', 'warnings']);
      }
    },
  },
  { name: 'cargo', group: 'rust', what: 'Rust tests (3 to 6 minutes the first time)', run: () => run('cargo', ['test', '--locked']) },
  { name: 'build', group: 'web', what: 'Build within the budgets (5 to 15 minutes the first time)', run: () => run(NODE, ['scripts/build.mjs']) },
  { name: 'types', group: 'web', what: 'JavaScript type-checks (seconds)', run: () => withPackages('npm', ['run', '--silent', 'types']) },
  { name: 'node', group: 'web', what: 'Node tests (seconds)', run: () => withPackages(NODE, ['--test', '--test-reporter=spec', ...testFiles((file) => !isForBrowser(file) && !isForBrowsers(file) && !isForPackage(file))]) },
  {
    name: 'browser', group: 'web', what: 'Browser tests (5 to 10 minutes)',
    run: async () => {
      await packages();
      // Two browsers at a time would share two cores, and tests of speed would measure each other.
      await run(NODE, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...testFiles(isForBrowser)], { env: { CHROMIUM: await chromium() }, minutes: 30 });
    },
  },
  {
    name: 'package', group: 'web', what: 'The npm package, installed: in Node, TypeScript, Vite and a page (a minute, and one more where the command is not compiled yet)',
    run: async () => {
      await packages();
      await run(NODE, ['scripts/package.mjs']);
      await run('cargo', ['build', '--locked']);
      await run(NODE, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...testFiles(isForPackage)], { env: { CHROMIUM: await chromium() }, minutes: 10 });
    },
  },
  { name: 'browsers', group: 'web', what: 'Old and other browsers (2 to 4 minutes; downloads them the first time)', run: () => run(NODE, ['scripts/test-browsers.mjs'], { minutes: 15 }) },
  { name: 'reproduce', group: 'web', what: 'Two builds of the page give the same bytes (seconds; wasm is built once)', run: () => withPackages(NODE, ['scripts/reproduce.mjs', '--page']) },
];

async function wasmFeatures() {
  await packages();
  const { readManifest } = await import('./manifest.mjs');
  return readManifest().package.map(({ features }) => features.join(','));
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function withPackages(program, args) {
  await packages();
  await run(program, args);
}

const isForBrowser = (/** @type {string} */ file) => /^browser[\\/]/.test(file);
const isForPackage = (/** @type {string} */ file) => /^package[\\/]/.test(file);
const isForBrowsers = (/** @type {string} */ file) => /^browsers[\\/]/.test(file);

/**
 * Node 20 expands no patterns, so the files are named one by one.
 * @param {(file: string) => boolean} wanted by path below tests/
 */
function testFiles(wanted) {
  const files = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.mjs') && wanted(file))
    .sort();
  if (files.length === 0) throw new Failure('There are no such tests, and there should be.');
  return files.map((file) => join('tests', file));
}

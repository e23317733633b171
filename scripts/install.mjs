// Installs what the build needs and is missing: npm packages, the wasm target, what writes the JavaScript beside wasm.
// Until `packages` has run there is no node_modules, so this file imports nothing but Node's own modules.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure, ROOT, ask, elapsed, run, say, status } from './run.mjs';

/** What the wasm packages are compiled for. */
export const TARGET = 'wasm32-unknown-unknown';

/** Installs the npm packages of package-lock.json, unless they are there. */
export async function packages() {
  if (packagesAreCurrent()) return;
  say('Installing npm packages (npm ci; about half a minute)');
  await run('npm', ['ci', '--no-fund', '--no-audit']);
}

function packagesAreCurrent() {
  const installedLock = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = Object.entries(readLock(join(ROOT, 'package-lock.json')));
  const installed = readLock(installedLock);
  // Optional packages are for other machines' processors.
  return wanted.every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version);
}

/**
 * @param {string} path
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
const readLock = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** Installs rustc's target for WebAssembly, unless it is there. */
export async function wasmTarget() {
  if (ask('cargo', ['--version']) === null) {
    throw new Failure('cargo was not found. Install Rust with rustup (https://rustup.rs), open a new terminal and run this again.');
  }
  const libraries = ask('rustc', ['--print', 'target-libdir', '--target', TARGET]);
  if (libraries !== null && existsSync(libraries)) return;
  say(`Installing Rust's ${TARGET} target (rustup; about half a minute)`);
  if (await status('rustup', ['target', 'add', TARGET]) !== 0) {
    throw new Failure(`rustup could not add the target ${TARGET}. Without rustup, install your distribution's package of Rust's standard library for it.`);
  }
}

/** Installs rustup's components that only the tests need, unless they are there. */
export async function rustComponents() {
  const missing = [['rustfmt', 'fmt'], ['clippy', 'clippy']].filter(([, subcommand]) => ask('cargo', [subcommand, '--version']) === null);
  if (missing.length === 0) return;
  const names = missing.map(([component]) => component);
  say(`Installing Rust's ${names.join(' and ')} (rustup; about half a minute)`);
  await run('rustup', ['component', 'add', ...names]);
}

/**
 * Compiles tools/bindgen, unless it is there. It goes to a cache folder that outlives the working copy.
 * @returns {Promise<string>} the program
 */
export async function bindgen() {
  const started = performance.now();
  const source = join(ROOT, 'tools/bindgen');
  const version = createHash('sha256').update(readFileSync(join(source, 'Cargo.lock'))).update(readFileSync(join(source, 'src/main.rs'))).digest('hex').slice(0, 16);
  const target = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gouji', `bindgen-${version}`);
  const program = join(target, 'debug', process.platform === 'win32' ? 'gouji-bindgen.exe' : 'gouji-bindgen');
  if (existsSync(program)) return program;
  say(`Compiling gouji-bindgen into ${target} (cargo; about a minute, once)`);
  await run('cargo', ['build', '--locked', '--manifest-path', join(source, 'Cargo.toml')], { env: { CARGO_TARGET_DIR: target } });
  console.log(`Compiled in ${elapsed(started)}.`);
  return program;
}

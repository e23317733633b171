// Installs what the build needs and is missing: npm packages, the wasm target, wasm-pack, wasm-bindgen.
// Until `packages` has run there is no node_modules, so this file imports nothing but Node's own modules.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure, ROOT, ask, elapsed, run, say, status } from './run.mjs';

const TARGET = 'wasm32-unknown-unknown';

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
 * Finds or installs the commands that wasm-pack.toml pins.
 * @param {{ 'wasm-pack': string, 'wasm-bindgen': string }} versions
 * @returns {Promise<string>} a PATH on which they come first
 */
export async function wasmTools(versions) {
  const folders = [
    await cargoTool('wasm-bindgen', 'wasm-bindgen-cli', versions['wasm-bindgen']),
    await cargoTool('wasm-pack', 'wasm-pack', versions['wasm-pack']),
  ];
  return [...folders.filter((folder) => folder !== null), process.env.PATH].join(delimiter);
}

/**
 * Another version that the machine already has stays as it is: ours goes to a cache folder of its own,
 * which outlives the working copy, since compiling these takes minutes.
 * @param {string} program
 * @param {string} crate
 * @param {string} version
 * @returns {Promise<string | null>} the folder that holds it, null where PATH already finds it
 */
async function cargoTool(program, crate, version) {
  const isPinned = (/** @type {string} */ path) => ask(path, ['--version'])?.split(' ')[1] === version;
  if (isPinned(program)) return null;
  const root = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gouji', `${crate}-${version}`);
  const folder = join(root, 'bin');
  if (isPinned(join(folder, program))) return folder;

  const started = performance.now();
  say(`Installing ${crate} ${version} into ${root} (cargo compiles it; 3 to 10 minutes on two cores, once)`);
  const install = ['install', '--root', root, `${crate}@${version}`];
  if (await status('cargo', [...install, '--locked']) !== 0) {
    // Its lock file may name a crate that the registry in reach does not hold.
    say(`${crate} ${version} does not install with its own lock file here: once more, with the newest crates that fit`);
    await run('cargo', install);
  }
  if (!isPinned(join(folder, program))) throw new Failure(`${program} ${version} was installed into ${folder}, but does not run.`);
  console.log(`Installed in ${elapsed(started)}.`);
  return folder;
}

// Builds the wasm packages of wasm-pack.toml into www/pkg/, and into npm/pkg/ what only the npm package has.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TARGET, bindgen, wasmTarget } from './install.mjs';
import { folderOf, readManifest } from './manifest.mjs';
import { Failure, ROOT, elapsed, run, say, status } from './run.mjs';

const WASM_OPT = join(ROOT, 'node_modules/binaryen/bin/wasm-opt');

/** Builds every package; what has not changed since the last time costs a second or two. */
export async function buildWasm() {
  const manifest = readManifest();
  await wasmTarget();
  const program = await bindgen();
  for (const wasmPackage of manifest.package) {
    const started = performance.now();
    say(`Building the wasm package "${wasmPackage.name}" (the first time 1 to 3 minutes)`);
    const built = await compile(wasmPackage, manifest, program);
    await finish(wasmPackage, manifest, built);
    console.log(`Built in ${elapsed(started)}.`);
  }
}

/**
 * @param {import('./manifest.mjs').WasmPackage} wasmPackage
 * @param {import('./manifest.mjs').Manifest} manifest
 * @param {string} bindgen the program that writes the JavaScript
 * @returns {Promise<string>} the folder with the package as compiled
 */
async function compile({ name, out_name, features, opt_level }, { release }, bindgen) {
  const folder = join(ROOT, 'target/packages', name);
  rmSync(folder, { recursive: true, force: true });
  // A target folder each: two sets of features in one would replace each other's library every time.
  const target = join(ROOT, 'target/mvp', name);
  await run('cargo', ['build', '--lib', '--release', '--locked', '--target', TARGET, '--no-default-features', '--features', features.join(',')], {
    env: {
      CARGO_TARGET_DIR: target,
      CARGO_PROFILE_RELEASE_OPT_LEVEL: opt_level,
      // As RUSTFLAGS, but a folder's name may hold blanks.
      CARGO_ENCODED_RUSTFLAGS: [...release.rustflags, ...withoutFolders()].join('\x1f'),
    },
  });
  await run(bindgen, [join(target, TARGET, 'release/gouji.wasm'), folder, out_name]);
  return folder;
}

/** Messages name source files: the folders they happen to lie in on this machine are left out, so that every machine builds the same bytes. */
function withoutFolders() {
  const cargoHome = process.env.CARGO_HOME || join(homedir(), '.cargo');
  return [`--remap-path-prefix=${join(cargoHome, 'registry/src')}=crates`, `--remap-path-prefix=${ROOT.replace(/[\\/]$/, '')}=gouji`];
}

/**
 * Optimises and lowers what was compiled, and puts it where it belongs.
 * @param {import('./manifest.mjs').WasmPackage} wasmPackage
 * @param {import('./manifest.mjs').Manifest} manifest
 * @param {string} built
 */
async function finish(wasmPackage, manifest, built) {
  const { name, out_name } = wasmPackage;
  const { enable, flags } = manifest['wasm-opt'];
  const folder = folderOf(wasmPackage);
  const keyFile = join(ROOT, 'target/packages', `${name}.key`);
  const key = fingerprint(built, JSON.stringify([manifest['wasm-opt'], manifest.tools.binaryen]));
  const isCurrent = existsSync(join(folder, `${out_name}_bg.wasm`)) && existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key;
  if (isCurrent) return;

  console.log('Optimising (wasm-opt; up to a minute)');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lowered = join(built, '..', `${name}.wasm`);
  await run(process.execPath, [WASM_OPT, ...enable, ...flags, join(built, `${out_name}_bg.wasm`), '-o', lowered]);
  await refuseNewInstructions(lowered);
  cpSync(built, folder, { recursive: true, filter: (file) => !file.endsWith('.wasm') });
  cpSync(lowered, join(folder, `${out_name}_bg.wasm`));
  writeFileSync(keyFile, key);
}

/**
 * Old browsers refuse a whole module for one unknown instruction, so one left over fails the build.
 * @param {string} wasm
 */
async function refuseNewInstructions(wasm) {
  if (await status(process.execPath, [WASM_OPT, '--quiet', '--mvp-features', wasm, '-o', `${wasm}.checked`]) !== 0) {
    throw new Failure(`${wasm} needs more than the first WebAssembly: lower what the validator named, in wasm-pack.toml's [wasm-opt].`);
  }
  rmSync(`${wasm}.checked`);
}

/**
 * @param {string} folder
 * @param {string} settings
 */
function fingerprint(folder, settings) {
  const hash = createHash('sha256').update(settings);
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) hash.update(file.name).update(readFileSync(join(file.parentPath, file.name)));
  }
  return hash.digest('hex');
}

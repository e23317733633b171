// wasm-pack.toml names versions that lock files name too: a build with two minds about them fails late and oddly.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import { isOfPage, readManifest } from '../scripts/manifest.mjs';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const manifest = readManifest();
const cargo = /** @type {{ features: Record<string, string[]> }} */ (/** @type {unknown} */ (parse(read('Cargo.toml'))));
const cargoLock = /** @type {{ package: { name: string, version: string }[] }} */ (/** @type {unknown} */ (parse(read('Cargo.lock'))));
const npm = JSON.parse(read('package.json'));
const npmLock = JSON.parse(read('package-lock.json'));

test('the manifest says at once that wasm-pack does not read it', () => {
  assert.match(read('wasm-pack.toml').split('\n')[0], /wasm-pack itself reads no such file/);
});

test('wasm-bindgen is of one version in the crate and in the tool that writes the JavaScript', () => {
  const ofTool = /** @type {typeof cargoLock} */ (/** @type {unknown} */ (parse(read('tools/bindgen/Cargo.lock'))));
  const linked = cargoLock.package.filter(({ name }) => name === 'wasm-bindgen').map(({ version }) => version);
  const used = ofTool.package.filter(({ name }) => name === 'wasm-bindgen-cli-support').map(({ version }) => version);
  assert.deepEqual([linked, used], [[manifest.tools['wasm-bindgen']], [manifest.tools['wasm-bindgen']]]);
});

for (const tool of /** @type {const} */ (['binaryen', 'esbuild'])) {
  test(`${tool} is of the version that package-lock.json installs`, () => {
    assert.equal(npmLock.packages[`node_modules/${tool}`].version, manifest.tools[tool]);
  });
}

test('the crate, the npm package and the element are of one version', () => {
  const linked = cargoLock.package.filter(({ name }) => name === 'gouji').map(({ version }) => version);
  const element = /const VERSION = '([^']+)'/.exec(read('www/gouji.js'))?.[1];
  assert.deepEqual([linked, npmLock.version, element], [[npm.version], npm.version, npm.version]);
});

test('every tool is pinned to one version', () => {
  for (const [tool, version] of Object.entries(manifest.tools)) assert.match(version, /^\d+\.\d+\.\d+$/, tool);
});

test('every npm package is pinned to one version, and the lock file holds that one', () => {
  for (const [name, version] of Object.entries({ ...npm.dependencies, ...npm.devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
    assert.equal(npmLock.packages[`node_modules/${name}`].version, version, name);
  }
});

test('npm brings no wasm-pack: its install script downloads a program', () => {
  assert.equal(npmLock.packages['node_modules/wasm-pack'], undefined);
});

test("every package is built with features that Cargo.toml has, and none with the command's", () => {
  for (const { name, features } of manifest.package) {
    for (const feature of features) assert.ok(feature in cargo.features, `${name}: ${feature}`);
    assert.ok(!features.includes('native'), name);
  }
});

test('what is loaded at first fits into the first load', () => {
  const atFirst = manifest.package.filter(isOfPage).filter(({ name }) => !manifest.page.on_demand.includes(`pkg/${name}/`));
  assert.notEqual(atFirst.length, 0);
  for (const { name, budget } of atFirst) assert.ok(budget < manifest.budget.first_load, name);
});

test('every instruction set that wasm-opt may read is lowered by a flag, or needs no lowering', () => {
  const { enable, flags } = manifest['wasm-opt'];
  const lowering = new Map([
    ['--enable-sign-ext', '--signext-lowering'],
    ['--enable-bulk-memory', '--llvm-memory-copy-fill-lowering'],
    ['--enable-bulk-memory-opt', '--llvm-memory-copy-fill-lowering'],
    ['--enable-nontrapping-float-to-int', '--llvm-nontrapping-fptoint-lowering'],
  ]);
  for (const flag of enable) {
    const lowered = lowering.get(flag);
    assert.ok(flag === '--enable-mutable-globals' || (lowered && flags.includes(lowered)), flag);
  }
});

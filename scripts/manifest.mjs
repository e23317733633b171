// Reads wasm-pack.toml. Needs the npm packages: import it only after `packages()` of install.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { ROOT } from './run.mjs';

/**
 * @typedef {object} WasmPackage
 * @property {string} name the folder it is built into, below `folder`
 * @property {string} [folder] below the root; www/pkg, and so part of the page, where it is not given
 * @property {string} out_name stem of the files in it
 * @property {string[]} features cargo features
 * @property {string} opt_level what rustc optimises for: size ("z"), speed ("3") or both ("s")
 * @property {number} budget of the folder, in kB of brotli
 */

/**
 * @typedef {object} Manifest
 * @property {{ 'wasm-bindgen': string, binaryen: string, esbuild: string }} tools
 * @property {{ rustflags: string[] }} release
 * @property {{ enable: string[], flags: string[] }} wasm-opt
 * @property {{ target: string, entries: string[], on_demand: string[] }} page
 * @property {{ first_load: number, one_file: number }} budget
 * @property {WasmPackage[]} package
 */

/** Whether the page fetches it. @param {WasmPackage} wasmPackage */
export const isOfPage = ({ folder }) => folder === undefined;

/**
 * Where it is built into.
 * @param {WasmPackage} wasmPackage
 */
export const folderOf = ({ name, folder = 'www/pkg' }) => join(ROOT, folder, name);

/** @returns {Manifest} */
export function readManifest() {
  return /** @type {any} */ (parse(readFileSync(join(ROOT, 'wasm-pack.toml'), 'utf8')));
}

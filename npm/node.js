// `gouji` in Node: the engine lies beside this file.
import { readFile } from 'node:fs/promises';
import { lend } from './check.js';

lend(() => readFile(new URL('./gouji_whole_bg.wasm', import.meta.url)));

export { Unread, check, checkFile, forms } from './check.js';

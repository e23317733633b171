// Writes target/npm/, the npm package `gouji`, from dist/ and npm/, and packs it.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { bundle } from './bundle.mjs';
import { writeChecksums } from './checksums.mjs';
import { filesBelow } from './files.mjs';
import { folderOf, isOfPage, readManifest } from './manifest.mjs';
import { Failure, ROOT, ask, command, run, say } from './run.mjs';
import { keepBudget, sizeOf } from './sizes.mjs';

const DIST = join(ROOT, 'dist');
const NPM = join(ROOT, 'npm');
const TO = join(ROOT, 'target/npm');

/** What the hosted page has and a package need not: all of it once more. */
const LEFT_OUT = ['gouji.html', 'checksums.txt'];

/** The texts that the element's shadow is made of. */
const TEXTS = ['index.html', 'css/page.css', 'css/sheet.css', 'css/print.css'];

/** What runs as it is written. */
const PLAIN = ['check.js', 'node.js', 'browser.js', 'index.d.ts', 'element.d.ts'];

/** @returns {Promise<string>} the packed file */
export async function writePackage() {
  say('Writing target/npm/ (a few seconds)');
  if (!existsSync(join(DIST, 'gouji.js'))) throw new Failure('There is no dist/ yet. Run "npm run build" first.');
  rmSync(TO, { recursive: true, force: true });
  mkdirSync(join(TO, 'lib'), { recursive: true });
  const manifest = readManifest();
  cpSync(DIST, join(TO, 'dist'), { recursive: true, filter: (file) => !LEFT_OUT.some((name) => file === join(DIST, name)) });
  writeChecksums(join(TO, 'dist'), filesBelow(join(TO, 'dist')));
  for (const file of PLAIN) copyFileSync(join(NPM, file), join(TO, 'lib', file));
  copyFileSync(join(ROOT, 'src/boundary/types.d.ts'), join(TO, 'lib/types.d.ts'));
  await writeTypes();
  await writeEngine(manifest);
  await writeElement(manifest);
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(ROOT, file), join(TO, file));
  copyFileSync(join(DIST, 'licences.txt'), join(TO, 'THIRD-PARTY.txt'));
  copyFileSync(join(NPM, 'README.md'), join(TO, 'README.md'));
  writeFileSync(join(TO, 'package.json'), `${JSON.stringify(description(), null, 2)}\n`);
  return pack();
}

/** What package.json of the package says: name and version are the repository's own. */
function description() {
  const { name, version, description: what, license, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return {
    name,
    version,
    description: what,
    keywords: ['勾稽', '政府信息公开', '年度报告', 'report', 'check', 'custom-element', 'webassembly'],
    license,
    type: 'module',
    engines,
    main: './lib/node.js',
    types: './lib/index.d.ts',
    exports: {
      '.': { types: './lib/index.d.ts', node: './lib/node.js', default: './lib/browser.js' },
      './element': { types: './lib/element.d.ts', default: './lib/element.js' },
      './dist/*': './dist/*',
      './package.json': './package.json',
    },
    sideEffects: ['./lib/node.js', './lib/browser.js', './lib/element.js', './lib/app.js', './lib/reader-worker.js', './dist/*.js'],
    files: ['lib', 'dist', 'LICENSE-*', 'THIRD-PARTY.txt'],
  };
}

/** Types of what is plain JavaScript, by its JSDoc. */
async function writeTypes() {
  await run(process.execPath, [
    'node_modules/typescript/bin/tsc', 'npm/check.js', '--ignoreConfig',
    '--allowJs', '--checkJs', '--strict', '--declaration', '--emitDeclarationOnly', '--skipLibCheck',
    '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom',
    '--rootDir', 'npm', '--outDir', 'target/npm/lib',
  ]);
}

/**
 * The engine: a function that gives a new instance each time, as a module would be one for all.
 * @param {import('./manifest.mjs').Manifest} manifest
 */
async function writeEngine({ package: wasmPackages }) {
  const [whole] = wasmPackages.filter((wasmPackage) => !isOfPage(wasmPackage));
  const folder = folderOf(whole);
  const { code } = await transform(readFileSync(join(folder, `${whole.out_name}.js`), 'utf8'), { format: 'iife', globalName: 'engine', target: 'es2022', charset: 'utf8' });
  writeFileSync(join(TO, 'lib/engine.js'), `// Made by wasm-bindgen; a new instance at every call.\nexport const open = () => {\n${code}return engine;\n};\n`);
  copyFileSync(join(folder, `${whole.out_name}_bg.wasm`), join(TO, 'lib', `${whole.out_name}_bg.wasm`));
  const fault = keepBudget('The engine for Node', [sizeOf(join(TO, 'lib'), `${whole.out_name}_bg.wasm`)], whole.budget);
  if (fault) throw new Failure(fault);
}

/**
 * `<gouji-report>` for bundlers: three modules, and addresses of WebAssembly that they find by themselves.
 * @param {import('./manifest.mjs').Manifest} manifest
 */
async function writeElement({ page: { target } }) {
  const texts = Object.fromEntries(TEXTS.map((file) => [file, readFileSync(join(DIST, file), 'utf8')]));
  const lowering = { target, define: { TEXTS: texts } };
  const stands = (/** @type {string} */ file) => ({ 'outside.js': `../npm/element/${file}`, 'file.js': '../npm/element/texts.js' });
  const loader = await bundle('gouji.js', lowering, { inject: ['../npm/element/app.js'], external: ['./app.js'] });
  const app = await bundle('gouji-app.js', lowering, { instead: stands('page.js') });
  const worker = await bundle('reader-worker.js', lowering, { instead: stands('worker.js') });
  writeFileSync(join(TO, 'lib/element.js'), loader.code);
  writeFileSync(join(TO, 'lib/app.js'), app.code);
  writeFileSync(join(TO, 'lib/reader-worker.js'), worker.code);
}

/** @returns {string} */
function pack() {
  const name = ask('npm', ['pack', './target/npm', '--pack-destination', 'target', '--silent']);
  if (name === null) throw new Failure('"npm pack" failed.');
  const file = join(ROOT, 'target', /** @type {string} */ (name.split('\n').pop()));
  say(`target/${name} is ready: ${(statSync(file).size / 1000).toFixed(0)} kB.`);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await command(async () => void await writePackage());

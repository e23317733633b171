// esbuild, as the page needs it: lowered for old browsers, small, and never with a warning.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { build, transform } from 'esbuild';
import { Failure, ROOT } from './run.mjs';

export const WWW = join(ROOT, 'www');

/**
 * @typedef {object} Lowering
 * @property {string} target such as `chrome64`
 * @property {Record<string, unknown>} define what names of www/build.d.ts stand for
 */

/** @typedef {{ code: string, inputs: string[] }} Bundle the script, and the files below the root that it holds */

/**
 * A module of www/ with all that it imports.
 * @param {string} entry
 * @param {Lowering} lowering
 * @param {object} [options]
 * @param {'esm' | 'iife'} [options.format]
 * @param {Record<string, string>} [options.instead] modules of www/ that others stand in for, by path from there
 * @param {string[]} [options.inject] modules whose exports stand for names that are declared nowhere
 * @param {string[]} [options.external] what is imported when it runs
 * @returns {Promise<Bundle>}
 */
export async function bundle(entry, { target, define }, { format = 'esm', instead = {}, inject = [], external = [] } = {}) {
  const { warnings, outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(WWW, entry)],
    bundle: true,
    write: false,
    metafile: true,
    format,
    inject: inject.map((file) => join(WWW, file)),
    external,
    minify: true,
    charset: 'utf8',
    target,
    define: literals(define),
    plugins: [standIns(instead)],
    logLevel: 'silent',
  });
  complain(warnings);
  return { code: outputFiles[0].text, inputs: Object.keys(metafile.inputs).sort() };
}

/**
 * A file of www/ that stands for itself.
 * @param {string} file .js or .css
 * @param {Lowering} lowering
 * @returns {Promise<string>}
 */
export async function lowered(file, { target, define }) {
  const loader = /** @type {'js' | 'css'} */ (extname(file).slice(1));
  const source = readFileSync(join(WWW, file), 'utf8');
  const { code, warnings } = await transform(source, { loader, target, sourcefile: file, charset: 'utf8', minify: true, define: literals(define) });
  complain(warnings);
  return code;
}

/** @param {Record<string, unknown>} define */
const literals = (define) => Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)]));

/**
 * @param {Record<string, string>} instead
 * @returns {import('esbuild').Plugin}
 */
function standIns(instead) {
  return {
    name: 'stand-ins',
    setup({ onResolve }) {
      for (const [module, other] of Object.entries(instead)) {
        onResolve({ filter: new RegExp(`/${module.replace('.', '\\.')}$`) }, () => ({ path: join(WWW, other) }));
      }
    },
  };
}

/** Whatever cannot be lowered to the target is an error of esbuild's, which names the line. @param {import('esbuild').Message[]} warnings */
function complain(warnings) {
  if (warnings.length > 0) throw new Failure(warnings.map(({ text, location }) => `${location?.file}:${location?.line}: ${text}`).join('\n'));
}

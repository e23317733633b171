// Reads large input and files away from the page. Each kind of file has its package, which is fetched
// when a file of that kind comes.
import { readWith } from './app/intake/source.js';
import { wasmOf } from './outside.js';

/** @typedef {import('./types').FileReading} FileReading */

const PACKAGES = {
  files: () => load(import('./pkg/reader/gouji_reader.js'), 'reader'),
  pdf: () => load(import('./pkg/pdf/gouji_pdf.js'), 'pdf'),
};

self.addEventListener('message', async ({ data: { source, forms } }) => {
  let isReading = false;
  try {
    const { Reader } = await PACKAGES.files();
    const reader = withForms(new Reader(), forms);
    isReading = true;
    if (source.kind !== 'file') return self.postMessage({ readings: readWith(reader, source) });
    let result = reader.readFile(source.name, source.bytes);
    if (result.needs === 'pdf') {
      isReading = false;
      const pdf = await PACKAGES.pdf();
      isReading = true;
      result = withForms(new pdf.Reader(), forms).readFile(source.name, source.bytes);
    }
    self.postMessage(result.refused === '' ? { readings: result.readings } : { refused: result.refused });
  } catch (error) {
    // What fails once the packages are there, fails for this input.
    self.postMessage(isReading ? { broken: String(error) } : { fault: String(error) });
  }
});

/**
 * @template {{ default: (options: { module_or_path: ReturnType<typeof wasmOf> }) => Promise<unknown> }} Package
 * @param {Promise<Package>} glue
 * @param {'reader' | 'pdf'} name
 */
async function load(glue, name) {
  const loaded = await glue;
  await loaded.default({ module_or_path: wasmOf(name) });
  return loaded;
}

/**
 * @template {{ addForm: (json: string) => string }} Reader
 * @param {Reader} reader
 * @param {string[]} forms
 */
function withForms(reader, forms) {
  for (const form of forms) reader.addForm(form);
  return reader;
}

// Reads large input away from the page, with the package that brings its own HTML parser.
import init, { Reader } from './pkg/reader/gouji_reader.js';
import { readWith } from './app/source.js';
import { wasmOf } from './outside.js';

const ready = init({ module_or_path: wasmOf('reader') });

self.addEventListener('message', async ({ data: { source, forms } }) => {
  try {
    await ready;
    const reader = new Reader();
    for (const form of forms) reader.addForm(form);
    self.postMessage({ reading: readWith(reader, source) });
  } catch (error) {
    self.postMessage({ fault: String(error) });
  }
});

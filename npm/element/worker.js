// What the worker fetches. Stands in for outside.js in the npm package's worker.

const PACKAGES = {
  reader: new URL('../dist/pkg/reader/gouji_reader_bg.wasm', import.meta.url),
  pdf: new URL('../dist/pkg/pdf/gouji_pdf_bg.wasm', import.meta.url),
};

/**
 * @param {'reader' | 'pdf'} name
 * @returns {Promise<Response>}
 */
export const wasmOf = (name) => fetch(PACKAGES[name].href);

/** A worker starts no other. */
export const readerWorker = () => null;

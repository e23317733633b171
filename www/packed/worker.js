// The worker's packages, sent by the page. Stands in for outside.js in the single file's worker.

/** @type {Promise<{ reader: ArrayBuffer, pdf: ArrayBuffer }>} */
const sent = new Promise((resolve) => {
  self.addEventListener('message', function take(event) {
    // The worker's own listener is for what comes next.
    event.stopImmediatePropagation();
    self.removeEventListener('message', take);
    resolve(event.data);
  });
});

/**
 * @param {'reader' | 'pdf'} name
 * @returns {Promise<ArrayBuffer>}
 */
export const wasmOf = async (name) => (await sent)[name];

/** A worker starts no other. */
export const readerWorker = () => null;

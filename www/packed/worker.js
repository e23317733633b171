// The worker's package, sent by the page. Stands in for outside.js in the single file's worker.

/** @type {Promise<ArrayBuffer>} */
const sent = new Promise((resolve) => {
  self.addEventListener('message', function take(event) {
    // The worker's own listener is for what comes next.
    event.stopImmediatePropagation();
    self.removeEventListener('message', take);
    resolve(event.data.wasm);
  });
});

/** @returns {Promise<ArrayBuffer>} */
export const wasmOf = () => sent;

/** A worker starts no other. */
export const readerWorker = () => null;

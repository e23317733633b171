// Reads large input away from the page, with the package that brings its own HTML parser.
import init, { readHtml, readText } from '../pkg/reader/gouji_reader.js';

const ready = init();

self.addEventListener('message', async ({ data: { kind, text } }) => {
  try {
    await ready;
    self.postMessage({ reading: kind === 'html' ? readHtml(text) : readText(text) });
  } catch (error) {
    self.postMessage({ fault: String(error) });
  }
});

// In a frame on somebody else's page, says how high the page is, so that the frame need not scroll. Nothing else is said.

/** @param {HTMLElement} page */
export function tellHeight(page) {
  if (window.parent === window || typeof ResizeObserver !== 'function') return;
  const tell = () => window.parent.postMessage({ type: 'gouji-height', height: page.scrollHeight }, '*');
  new ResizeObserver(tell).observe(document.body);
}

// The two small boxes under the header open one at a time, and close like anything that covers a page.

/** @param {import('./scope.js').Scope} scope */
export function wirePopups(scope) {
  const boxes = () => /** @type {HTMLDetailsElement[]} */ ([...scope.root.querySelectorAll('details.pill')]);
  scope.listen(document, 'click', (event) => {
    // Seen from the document, what is in a shadow is its host.
    const path = event.composedPath();
    for (const box of boxes()) if (!path.includes(box)) box.open = false;
  });
  scope.listen(document, 'keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const box of boxes()) {
      if (!box.open) continue;
      box.open = false;
      const summary = box.querySelector('summary');
      if (summary) summary.focus();
    }
  });
}

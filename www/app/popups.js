// The two small boxes under the header open one at a time, and close like anything that covers a page.

const boxes = () => /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('details.pill')]);

export function wirePopups() {
  document.addEventListener('click', ({ target }) => {
    for (const box of boxes()) if (!(target instanceof Node && box.contains(target))) box.open = false;
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const box of boxes()) {
      if (!box.open) continue;
      box.open = false;
      const summary = box.querySelector('summary');
      if (summary) summary.focus();
    }
  });
}

// The page's markup and styles, from where the script came. In the npm package texts.js stands in for this module.

/**
 * @param {string} file
 * @param {string} base where it lies
 */
export async function textOf(file, base) {
  const answer = await fetch(new URL(file, base).href);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer.text();
}

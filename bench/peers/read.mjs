// How the JavaScript peers read what was typed.

/**
 * The scaled number of a text; NaN where nothing was typed. The peers are given plain digits only, so
 * this leaves out all that the engine reads beside them (１２, 1,234, 12件, 无) and tells it apart from.
 * @param {string} text
 * @param {number} decimals
 */
export function read(text, decimals) {
  const { length } = text;
  if (length === 0) return NaN;
  let number = 0;
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Math.round(Number(text) * 10 ** decimals);
    number = number * 10 + digit;
  }
  return decimals === 0 ? number : number * 10 ** decimals;
}

// Base64 back to bytes.

/**
 * @param {string} text
 * @returns {ArrayBuffer}
 */
export function bytesOf(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes.buffer;
}

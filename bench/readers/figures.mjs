// What is compared: the figures that a reader finds, as texts in reading order.

/** @param {{ tables: { cells: Record<string, string> }[] }} reading of ours */
export const figuresOfReading = ({ tables }) => tables.flatMap(({ cells }) => Object.values(cells));

/** The cells, or runs of text, that are nothing but a figure. @param {Iterable<string>} texts */
export function figuresAmong(texts) {
  return [...texts].map((text) => text.trim()).filter((text) => /^-?\d+(\.\d+)?$/.test(text));
}

// The page's markup and styles, written into the script. Stands in for embed/file.js in the npm package.

/** @param {string} file */
export const textOf = async (file) => TEXTS[file];

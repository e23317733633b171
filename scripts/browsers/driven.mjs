/**
 * What the walks need of any browser.
 * @typedef {object} Driven
 * @property {string} version as the browser tells it
 * @property {string[]} faults what went wrong in the page, where the browser tells it
 * @property {(url: string) => Promise<void>} goto
 * @property {(expression: string) => Promise<any>} evaluate waits for a promise; the value is plain data
 * @property {(text: string) => Promise<void>} type with keys, into what has the focus
 * @property {() => Promise<void>} close
 */

export {};

// What scripts/package.mjs makes of npm/pkg/whole/gouji_whole.js.

/** A new instance of the engine, which shares nothing with any other; it waits for its WebAssembly. */
export function open(): typeof import('./pkg/whole/gouji_whole.js');

// The package holds a copy of this file's source in its place.
export type * from '../src/boundary/types.d.ts';

// Stands in for the loader's own fetching: bundlers find what is imported by name.

export const APP = () => import('./app.js');

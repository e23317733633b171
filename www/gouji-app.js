// What gouji.js fetches when an element is needed.
export { mount } from './embed/mount.js';

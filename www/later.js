// What is fetched as soon as the page can be used: the package that reads pastes and finds repairs, and the parts of
// the page that are of no use before something was read. They hold no state but the wording, which they learn anew.
export { Reader, default } from './pkg/paste/gouji_paste.js';
export { choose } from './app/intake/choice.js';
export { flat } from './app/intake/flat.js';
export { ReadingPanel } from './app/intake/panel.js';
export { learnWording } from './app/shell/dom.js';
export { copyLog, showLog } from './app/shell/log.js';

// Runs before everything else, in any browser: says what to do where the page cannot start.
(function () {
  'use strict';
  var LIMIT = 20000;

  /** @param {string} id @param {string} text */
  function say(id, text) {
    var element = document.getElementById(id);
    if (element) element.textContent = text;
  }

  /** @param {string} reason */
  function stop(reason) {
    var box = document.getElementById('too-old');
    if (!box || document.documentElement.className.indexOf('started') >= 0) return;
    box.removeAttribute('hidden');
    say('too-old-reason', reason);
    say('headline', '没有启动，未作核对');
  }

  document.addEventListener('DOMContentLoaded', function () {
    var isAble = typeof WebAssembly === 'object' && 'noModule' in document.createElement('script');
    if (!isAble) stop('浏览器缺少 WebAssembly 或脚本模块。');
    else setTimeout(function () { stop('等了 20 秒还没有启动，可能是网络中断。请刷新再试。'); }, LIMIT);
  });
}());

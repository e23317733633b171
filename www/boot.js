/// <reference path="build.d.ts" />
// Runs before everything else, in any browser: puts the page under its own security policy, whatever the server
// says, and says what to do where the page cannot start.
(function () {
  'use strict';
  var LIMIT = 20000;
  // The first Chromium that knows 'wasm-unsafe-eval'.
  var NAMED = 97;

  if (typeof POLICIES !== 'undefined') {
    var chromium = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
    var policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = chromium && Number(chromium[1]) < NAMED ? POLICIES.before : POLICIES.known;
    document.head.appendChild(policy);
  }

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

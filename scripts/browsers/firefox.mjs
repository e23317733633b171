// Firefox, by WebDriver BiDi.
import puppeteer from 'puppeteer-core';

/** @typedef {import('./driven.mjs').Driven} Driven */

/** @implements {Driven} */
export class Firefox {
  /**
   * @param {import('puppeteer-core').Browser} browser
   * @param {import('puppeteer-core').Page} page
   * @param {string} version
   */
  constructor(browser, page, version) {
    this.browser = browser;
    this.page = page;
    this.version = version;
    /** @type {string[]} */
    this.faults = [];
    page.on('pageerror', (error) => this.faults.push(String(error)));
  }

  /** @param {string} program */
  static async start(program) {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: program, headless: true });
    return new Firefox(browser, await browser.newPage(), await browser.version());
  }

  /** @param {string} url */
  async goto(url) {
    await this.page.goto(url);
  }

  /** @param {string} expression */
  evaluate(expression) {
    return this.page.evaluate(expression);
  }

  /** @param {string} text */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  close() {
    return this.browser.close();
  }
}

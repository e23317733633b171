// <gouji-report>: one script tag puts the check of a report into any page. This script is small; the
// page itself is fetched when an element comes near the window. README says which attributes,
// properties, events and methods there are.
(function () {
  'use strict';

  const VERSION = '0.1.0';
  const script = document.currentScript;
  const base = script instanceof HTMLScriptElement ? script.src : location.href;

  /** @typedef {import('./app/shell/app.js').App} App */
  /** @typedef {{ year?: number | null, form?: string, cells?: Record<string, string>, prior?: object | null }} Given */

  class GoujiReport extends HTMLElement {
    static get version() {
      return VERSION;
    }

    static get formAssociated() {
      return true;
    }

    static get observedAttributes() {
      return ['year', 'form', 'readonly', 'required'];
    }

    constructor() {
      super();
      /** @type {App | null} */
      this.app = null;
      /** @type {Promise<App> | null} */
      this.starting = null;
      /** What is to be filled in as soon as it can be. @type {Given} */
      this.given = {};
      this.attachShadow({ mode: 'open' });
      /** @type {ElementInternals | null} */
      this.internals = typeof this.attachInternals === 'function' && 'setFormValue' in (window.ElementInternals || {}).prototype ? this.attachInternals() : null;
      this.addEventListener('invalid', () => this.takeFocus());
    }

    /**
     * A form that may not go wants to focus what is wrong. For that time alone the element itself can be focused: by a `tabindex`
     * of -1, which keeps Tab from all that is inside.
     */
    takeFocus() {
      if (this.hasAttribute('tabindex')) return;
      this.tabIndex = -1;
      setTimeout(() => {
        const isOutside = document.activeElement === this && !(/** @type {ShadowRoot} */ (this.shadowRoot).activeElement);
        this.removeAttribute('tabindex');
        if (isOutside && this.app) this.app.scope.byId('findings-heading').focus();
      });
    }

    connectedCallback() {
      this.takeEarly();
      if (this.observer || this.app) return;
      if (!('IntersectionObserver' in window)) return void this.start();
      this.observer = new IntersectionObserver((entries) => { if (entries.some(({ isIntersecting }) => isIntersecting)) void this.start(); }, { rootMargin: '400px' });
      this.observer.observe(this);
      this.say('正在载入核对表…');
    }

    /** Properties that a host set before this script was there stand in the way of ours. */
    takeEarly() {
      const own = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
      for (const name of ['year', 'form', 'readonly', 'required', 'cells', 'prior']) {
        if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
        const value = own[name];
        delete own[name];
        own[name] = value;
      }
    }

    disconnectedCallback() {
      if (this.observer) this.observer.disconnect();
      this.observer = null;
      const { app } = this;
      this.app = null;
      this.starting = null;
      if (!app) return;
      // Moved to another place, it goes on with what was typed.
      this.given = app.filled();
      app.end();
      const shadow = /** @type {ShadowRoot} */ (this.shadowRoot);
      while (shadow.lastChild) shadow.removeChild(shadow.lastChild);
    }

    /** @param {string} name */
    attributeChangedCallback(name) {
      const { app } = this;
      if (!app) return;
      if (name === 'readonly') app.freeze(this.hasAttribute('readonly'));
      else if (name === 'required') this.weigh();
      else this.choose(app);
    }

    /** Starts at once rather than when it comes near the window. @returns {Promise<App>} */
    start() {
      this.starting = this.starting || this.open();
      return this.starting;
    }

    async open() {
      try {
        const { mount } = await (typeof APP === 'function' ? APP() : import(new URL('gouji-app.js', base).href));
        const form = this.getAttribute('form-src') || '';
        /** @type {App} */
        const app = await mount(this.shadowRoot, base, { form, formBase: document.baseURI, draft: this.draftKey() });
        if (!this.isConnected) {
          app.end();
          throw new Error('removed');
        }
        if (this.observer) this.observer.disconnect();
        this.app = app;
        this.choose(app);
        app.take(this.given);
        if (this.given.prior) app.setPrior(this.given.prior);
        app.freeze(this.hasAttribute('readonly'));
        app.watch({
          change: (detail) => this.tell('change', detail),
          apply: (detail) => this.tell('apply', detail),
          check: (detail) => {
            this.weigh();
            this.tell('check', detail);
          },
          fault: (message) => this.tell('fault', { message }),
        });
        this.weigh();
        this.tell('ready', { version: VERSION });
        return app;
      } catch (error) {
        this.starting = null;
        if (this.isConnected) {
          const reason = error instanceof Error ? error.message : String(error);
          this.say(`核对表没有载入（${reason}）。请刷新再试；一直如此时，请网站管理员对照部署说明检查响应头。`);
          this.tell('fault', { message: reason });
        }
        throw error;
      }
    }

    /**
     * The name of the draft on this machine; '' where the host keeps the figures itself. No member may be called as an attribute
     * is: frameworks set the member where there is one.
     */
    draftKey() {
      const wanted = this.getAttribute('draft');
      return wanted === 'off' ? '' : `gouji:${location.pathname}#${wanted || this.id || this.getAttribute('name') || ''}`;
    }

    /**
     * Year and form as the attributes say; what they cannot be is told, and left aside.
     * @param {App} app
     */
    choose(app) {
      for (const message of app.choose({ year: this.getAttribute('year'), form: this.getAttribute('form') })) this.tell('fault', { message });
    }

    /** Tells the form around it what it holds, and whether it may go. */
    weigh() {
      const { app, internals } = this;
      if (!app || !internals) return;
      const { hard, blank, headline } = app.state();
      internals.setFormValue(JSON.stringify(app.filled()));
      const anchor = app.scope.byId('verdict');
      if (hard > 0) internals.setValidity({ customError: true }, headline, anchor);
      else if (blank > 0 && this.hasAttribute('required')) internals.setValidity({ valueMissing: true }, `还有 ${blank} 格未填`, anchor);
      else internals.setValidity({});
    }

    /**
     * @param {string} type
     * @param {unknown} detail
     */
    tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    }

    /** @param {string} text in place of the page */
    say(text) {
      const shadow = /** @type {ShadowRoot} */ (this.shadowRoot);
      while (shadow.lastChild) shadow.removeChild(shadow.lastChild);
      const line = document.createElement('p');
      line.setAttribute('role', 'status');
      line.textContent = text;
      shadow.appendChild(line);
    }

    /** The report year: as chosen, else as the attribute says; null for none. Setting it sets the attribute. */
    get year() {
      const { year } = this.app ? this.app.filled() : { year: Number(this.getAttribute('year')) };
      return year || null;
    }

    set year(year) {
      this.reflect('year', year);
    }

    /** The format's id, as the attribute has it; '' for the one that follows from what is read. */
    get form() {
      return this.getAttribute('form') || '';
    }

    set form(form) {
      this.reflect('form', form);
    }

    get readonly() {
      return this.hasAttribute('readonly');
    }

    set readonly(isReadonly) {
      this.reflect('readonly', isReadonly ? '' : null);
    }

    get required() {
      return this.hasAttribute('required');
    }

    set required(isRequired) {
      this.reflect('required', isRequired ? '' : null);
    }

    /**
     * @param {string} name
     * @param {string | number | null | undefined} value none removes the attribute
     */
    reflect(name, value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    }

    /** What is filled in, by cell address. Setting it fills these cells and leaves the others. */
    get cells() {
      return this.app ? this.app.filled().cells : this.given.cells || {};
    }

    set cells(cells) {
      if (this.app) this.app.take({ cells });
      else this.given = { ...this.given, cells: { ...this.given.cells, ...cells } };
    }

    /** Last year's report, `{ year, cells }`, that this one is compared with; null for none. */
    get prior() {
      return this.app ? this.app.prior : this.given.prior || null;
    }

    set prior(prior) {
      if (this.app) this.app.setPrior(prior);
      else this.given = { ...this.given, prior };
    }

    /**
     * Reads a report as if it had been pasted or opened.
     * @param {string | File} source markup, text, or a file
     * @returns {Promise<boolean>} whether any table was recognised
     */
    async load(source) {
      return (await this.start()).load(source);
    }

    /** Checks, names blanks too, and gives all that is known: the answer of `types.d.ts`. */
    async check() {
      const app = await this.start();
      // What lacks is known by the package that comes second; where it does not come, a notice says so.
      await app.complete.catch(() => undefined);
      return app.check();
    }

    /** All that is known, without asking for a check; what is to be filled in where it has not started. */
    toJSON() {
      return this.app ? this.app.answer() : this.given;
    }

    checkValidity() {
      return this.internals ? this.internals.checkValidity() : true;
    }

    reportValidity() {
      return this.internals ? this.internals.reportValidity() : true;
    }
  }

  const known = /** @type {{ version?: string } | undefined} */ (customElements.get('gouji-report'));
  if (!known) customElements.define('gouji-report', GoujiReport);
  else document.dispatchEvent(new CustomEvent('gouji-duplicate', { detail: { running: known.version, refused: VERSION } }));
}());

// Where a page of ours is: a document of its own, or the shadow of an element on somebody else's.

export class Scope {
  /**
   * @param {Document | ShadowRoot} root where its elements are
   * @param {HTMLElement} frame around all of them: what holds for the page as a whole is noted there
   */
  constructor(root, frame) {
    this.root = root;
    this.frame = frame;
    /** @type {(() => void)[]} */
    this.ends = [];
    this.isOver = false;
  }

  /** Whether the document is ours: its title and address too. */
  get isDocument() {
    return this.root instanceof Document;
  }

  /** The element with the focus, if it is one of ours. */
  get focused() {
    return this.root.activeElement;
  }

  /**
   * @param {string} id
   * @returns {HTMLElement}
   */
  byId(id) {
    const element = this.root.getElementById(id);
    if (!element) throw new Error(`The page has no #${id}.`);
    return element;
  }

  /**
   * @template {HTMLElement} T
   * @param {string} id
   * @param {{ new (): T }} type
   * @returns {T}
   */
  typed(id, type) {
    const element = this.byId(id);
    if (!(element instanceof type)) throw new Error(`#${id} is no ${type.name}.`);
    return element;
  }

  /**
   * Listens until the page goes: to what is not itself a part of it.
   * @template {keyof DocumentEventMap | keyof WindowEventMap} K
   * @param {EventTarget} target
   * @param {K} type
   * @param {(event: (DocumentEventMap & WindowEventMap)[K]) => void} listener
   */
  listen(target, type, listener) {
    const heard = /** @type {EventListener} */ (/** @type {unknown} */ (listener));
    target.addEventListener(type, heard);
    this.ends.push(() => target.removeEventListener(type, heard));
  }

  /** @param {() => void} act what to do when the page goes */
  atEnd(act) {
    this.ends.push(act);
  }

  /** The page goes. */
  end() {
    this.isOver = true;
    for (const act of this.ends.splice(0)) act();
  }
}

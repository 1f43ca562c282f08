// The browser's localStorage, for tests in Node.
export class Drawer {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, text) {
    Object.defineProperty(this, key, { value: text, enumerable: true, configurable: true });
  }
  removeItem(key) {
    delete this[key];
  }
}

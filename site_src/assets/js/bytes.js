// @ts-check
/** Bytes as text in base64, in which they are handed to Python and back, or lie in a script. */

// Letters that a call takes at once.
const AT_ONCE = 0x8000;

/** @param {Uint8Array} bytes @returns {string} */
export function inBase64(bytes) {
  const { toBase64 } = /** @type {any} */ (bytes);
  if (toBase64) return toBase64.call(bytes);
  let letters = "";
  for (let start = 0; start < bytes.length; start += AT_ONCE) {
    letters += String.fromCharCode(...bytes.subarray(start, start + AT_ONCE));
  }
  return btoa(letters);
}

/** @param {string} base64 @returns {Uint8Array} */
export function fromBase64(base64) {
  const { fromBase64: native } = /** @type {any} */ (Uint8Array);
  if (native) return native.call(Uint8Array, base64);
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

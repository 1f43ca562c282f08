// @ts-check
/** Spreads a packed memory image out again; macros/runtime/image.py says how it is laid out. */

/**
 * @param {Uint8Array} packed
 * @param {Uint8Array} image all zero, of the size the image has
 */
export function spreadImage(packed, image) {
  const [size = 0, count = 0] = new Uint32Array(packed.buffer, 0, 2);
  if (size !== image.length) throw new Error(`the image has ${size} bytes, not ${image.length}`);
  const runs = new Uint32Array(packed.buffer, 8, count * 2);
  let from = 8 + count * 8;
  for (let run = 0; run < runs.length; run += 2) {
    const [offset = 0, length = 0] = runs.subarray(run, run + 2);
    image.set(packed.subarray(from, from + length), offset);
    from += length;
  }
}

// @ts-check
/** Restores the memory of a packed image; macros/runtime/image.py says how it is laid out. */

/**
 * Pages that the image leaves out are zero. They are cleared only as far as the memory has been used: what was never
 * touched is zero already, and touching it takes the browser as long as filling it.
 *
 * @param {Uint8Array} packed
 * @param {Uint8Array} head  of the image, before the memory; to be filled in
 * @param {Uint8Array} memory  to be restored
 * @param {number} used  bytes, from the start of the memory
 */
export function restoreImage(packed, head, memory, used) {
  const [size = 0, count = 0] = new Uint32Array(packed.buffer, 0, 2);
  if (size !== head.length) throw new Error(`the image's head has ${size} bytes, not ${head.length}`);
  const runs = new Uint32Array(packed.buffer, 8, count * 2);
  let from = 8 + count * 8;
  head.set(packed.subarray(from, from + size));
  from += size;
  let restored = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const [offset = 0, length = 0] = runs.subarray(run, run + 2);
    if (restored < used) memory.fill(0, restored, Math.min(offset, used));
    memory.set(packed.subarray(from, from + length), offset);
    from += length;
    restored = offset + length;
  }
  if (restored < used) memory.fill(0, restored, used);
}

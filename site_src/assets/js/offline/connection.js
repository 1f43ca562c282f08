// @ts-check
/**
 * Whether bytes are dear here: then nothing is fetched ahead. Known in pages and in service workers; a browser
 * that does not tell (Firefox) is taken to have an ordinary connection.
 *
 * @typedef {{saveData?: boolean, effectiveType?: string, type?: string}} Connection
 */

const SLOW = ["slow-2g", "2g"];

/**
 * @param {unknown} [navigation] the navigator
 * @returns {boolean}
 */
export function isCostly(navigation = navigator) {
  const { connection } = /** @type {{connection?: Connection}} */ (navigation);
  if (!connection) return false;
  return Boolean(connection.saveData) || connection.type === "cellular" || SLOW.includes(connection.effectiveType ?? "");
}

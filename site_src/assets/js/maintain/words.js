// @ts-check
/** Words for what went wrong. */

/** @param {unknown} error @returns {string} */
export function troubleWords(error) {
  return `没有做成：${reasonWords(error)}`;
}

/** @param {unknown} error @returns {string} */
export function reasonWords(error) {
  const { message = "", remedy = "" } = /** @type {{message?: string, remedy?: string}} */ (error) || {};
  return `${message}${remedy}`.replace(/计分程序/g, "修订程序");
}

/** @param {string[]} texts */
export function listed(texts) {
  return texts.join("、");
}

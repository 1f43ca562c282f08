// @ts-check
/**
 * In a folder a link has to name the file: `criteria/13/` would show a list of files. Links in the pages are
 * written so when the copy is made; here are those that scripts write.
 */

const INDEX = "index.html";

export function startFolderLinks() {
  new MutationObserver((changes) => changes.forEach(mendChange)).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ["href"],
  });
}

/** @param {MutationRecord} change */
function mendChange({ type, target, addedNodes }) {
  if (type === "attributes") return mend(target);
  for (const node of addedNodes) {
    mend(node);
    if (node instanceof Element) node.querySelectorAll("a[href]").forEach(mend);
  }
}

/** @param {Node} node */
function mend(node) {
  if (!(node instanceof HTMLAnchorElement) || node.protocol !== "file:" || !node.pathname.endsWith("/")) return;
  node.href = node.href.replace(/\/(?=[?#]|$)/, `/${INDEX}`);
}

// Types as fast as a page can take it, a number that only grows into one field after another, and tells each of them.
(() => {
  const way = new URLSearchParams(window.location.search).get("typist");
  if (!way) return;
  const FIELDS = ["unit", "period", "assessor", "1.3.note", "4.2.note", "14.3.reason", "13.4.reports", "1.1.missing"];
  if (way === "hang") IDBFactory.prototype.open = () => /** @type {any} */ (new EventTarget());
  const typed = {};
  let count = Number(new URLSearchParams(window.location.search).get("from"));
  const type = () => {
    const name = FIELDS[Math.floor(Math.random() * FIELDS.length)];
    const field = document.querySelector(`[name="${name}"]`);
    if (field) {
      field.value = typed[name] = String((count += 1));
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.documentElement.dataset.typing = name;
    }
    window.setTimeout(() => {
      const root = document.querySelector("[data-working]");
      window.told({ typed, kept: Boolean(root && !root.hasAttribute("data-unkept")) });
      window.setTimeout(type, Math.random() * 40);
    });
  };
  document.addEventListener("DOMContentLoaded", () => window.setTimeout(type, Math.random() * 400));
})();

// Types as fast as a page can take it, now and then with a pause, a number that only grows into one field after another,
// and tells each of them and what is shown as kept.
// The address says what goes wrong with it: `hang`, `fail` (half the time) for the database, `clock` for a clock that
// jumps about; `even` and `odd` type into half of the fields each.
(() => {
  const address = new URLSearchParams(window.location.search);
  const sort = address.get("typist");
  if (!sort) return;
  const ALL = ["unit", "period", "assessor", "1.3.note", "4.2.note", "14.3.reason", "13.4.reports", "1.1.missing"];
  const FIELDS = { even: ALL.filter((_, at) => at % 2 === 0), odd: ALL.filter((_, at) => at % 2) }[sort] || ALL;
  const HALF_A_LIFE = 1e12; // milliseconds
  const spoil = {
    hang() {
      IDBFactory.prototype.open = () => /** @type {any} */ (new EventTarget());
    },
    fail() {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...given) {
        if (Math.random() < 0.5) throw new DOMException("no", "UnknownError");
        return put.apply(this, given);
      };
    },
    clock() {
      const Sound = Date;
      const now = () => Sound.now() + (Math.random() - 0.5) * HALF_A_LIFE;
      window.Date = /** @type {any} */ (
        new Proxy(Sound, {
          construct: (_, given) => new Sound(...(given.length ? given : [now()])),
          get: (_, key) => (key === "now" ? now : Sound[key]),
        })
      );
    },
  }[sort];
  spoil?.();
  const typed = {};
  let count = Number(address.get("from"));
  const type = () => {
    const name = FIELDS[Math.floor(Math.random() * FIELDS.length)];
    const field = document.querySelector(`[name="${name}"]`);
    if (field) {
      typed[name] = count += 1;
      field.value = String(count);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.documentElement.dataset.typing = name;
    }
    window.setTimeout(() => {
      tell();
      window.setTimeout(type, Math.random() * (Math.random() < 0.1 ? 600 : 40));
    });
  };
  const tell = () => {
    const root = document.querySelector("[data-working]");
    window.told({ typed, kept: Boolean(root && !root.hasAttribute("data-unkept")) });
  };
  document.addEventListener("DOMContentLoaded", () => {
    const [form] = document.querySelectorAll("[data-self-check]");
    new MutationObserver(tell).observe(form, { attributeFilter: ["data-unkept", "data-working"] });
    window.setTimeout(type, Math.random() * 400);
  });
})();

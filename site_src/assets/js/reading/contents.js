// @ts-check
/** The contents: of the site, on a narrow screen, and of a page. */

/** On a narrow screen: closed by Escape, by a press elsewhere, and when a link of it is followed. */
export function startMenu() {
  const menu = document.querySelector("details[data-menu]");
  if (!(menu instanceof HTMLDetailsElement)) return;
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (menu.open && (!target || !menu.contains(target) || target.closest("a"))) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    // Focus would be lost with the panel.
    menu.querySelector("summary")?.focus();
  });
}

/** Where the reader is: the clause in view is marked in the list of the page's clauses. */
export function startPlace() {
  const links = Array.from(document.querySelectorAll(".item > .jump a"));
  const sections = Array.from(document.querySelectorAll(".clause"));
  if (!links.length || !("IntersectionObserver" in window)) return;
  /** @type {Set<Element>} */
  const visible = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) visible.add(entry.target);
        else visible.delete(entry.target);
      }
      const first = sections.find((section) => visible.has(section));
      for (const link of links) {
        if (first && link.getAttribute("href") === `#${first.id}`) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-80px 0px -55% 0px" },
  );
  for (const section of sections) observer.observe(section);
}

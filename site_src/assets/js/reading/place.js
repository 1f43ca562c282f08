// @ts-check
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

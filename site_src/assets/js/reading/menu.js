// @ts-check
/** The contents on a narrow screen: closed by Escape, by a press elsewhere, and when a link of it is followed. */

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

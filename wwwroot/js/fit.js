// The links of the top bar: those that do not fit into one line go into the menu at its end, so that each can be seen and
// reached at every width. Without script the bar takes as many lines as it needs.
export function startFit(nav) {
  const more = nav.querySelector(".nav-more");
  const list = more.querySelector(".menu-body");
  const links = [...nav.querySelectorAll(":scope > a")];
  const fits = () => nav.scrollWidth <= nav.clientWidth;

  const fit = () => {
    for (const link of links) {
      link.classList.remove("menu-item");
      nav.insertBefore(link, more);
    }
    more.hidden = true;
    if (!fits()) {
      more.hidden = false;
      // where one is stays in sight as long as it can
      const movable = [...links.filter((link) => link.ariaCurrent === "page"), ...links.filter((link) => link.ariaCurrent !== "page")];
      while (!fits() && movable.length > 0) {
        const link = movable.pop();
        link.classList.add("menu-item");
        list.prepend(link);
      }
    }
    nav.classList.add("fitted");
  };

  new ResizeObserver(fit).observe(nav.closest(".top-bar"));
  document.fonts?.ready.then(fit);
}

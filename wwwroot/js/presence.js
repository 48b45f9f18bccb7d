// [data-presence=ADDRESS]: who else looks at this case. The stream is open while the page is seen: a hidden tab looks at nothing.
const askEvery = 5000;

export function startPresence(place) {
  const address = place.dataset.presence;
  let source = null;
  let wrote = 0;

  const close = () => {
    source?.close();
    source = null;
    place.replaceChildren();
  };

  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(address);
    source.addEventListener("present", (event) => show(place, JSON.parse(event.data)));
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  document.addEventListener("input", (event) => {
    if (!event.target.closest(".act-form") || Date.now() - wrote < askEvery) return;
    wrote = Date.now();
    const token = document.querySelector("meta[name=csrf]")?.content ?? "";
    fetch(`${address}/writing`, { method: "POST", headers: { "X-CSRF-TOKEN": token } }).catch(() => {});
  });
  open();
}

function show(place, others) {
  place.replaceChildren(...others.map(({ text, writing }) => {
    const one = document.createElement("span");
    one.textContent = text;
    one.classList.toggle("writing", writing);
    return one;
  }));
}

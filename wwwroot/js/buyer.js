// The buyer's page works without it: drops, pastes and small pictures of what was chosen come with it.
import { startPhotos } from "./photos.js";

document.querySelectorAll("[data-photos]").forEach(startPhotos);
document.addEventListener("click", (event) => event.target.closest("[data-dismiss-toast]")?.closest("[data-toast]")?.remove());
// the same form is not sent twice
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  setTimeout(() => button?.setAttribute("disabled", ""));
});
window.addEventListener("pageshow", () => document.querySelectorAll("button[disabled]").forEach((button) => button.removeAttribute("disabled")));

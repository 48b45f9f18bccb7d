// What pages do beyond reading. Every part looks for data attributes, so a page opts in by its markup alone.
import { startCountdowns } from "./countdowns.js";
import { startFit } from "./fit.js";
import { startKeys } from "./keys.js";
import { startPhotos } from "./photos.js";
import { insertReply } from "./replies.js";
import { text, toast, announce } from "./say.js";

const each = (root, selector, act) => {
  if (root.matches?.(selector)) act(root);
  root.querySelectorAll(selector).forEach(act);
};

function startHtmx() {
  const token = document.querySelector("meta[name=csrf]")?.content;
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get" && token) event.detail.headers["X-CSRF-TOKEN"] = token;
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    // signed out: the answer itself has led to the door
    if (status === 401) return;
    const key = { 403: "js.no-right", 409: "js.changed", 412: "js.changed" }[status] ?? (status >= 500 ? "js.server-error" : "js.refused");
    toast({ text: text(key, status), kind: "refused" });
  });
  document.addEventListener("htmx:sendError", () => toast({ text: text("js.offline"), kind: "refused" }));
  document.addEventListener("toast", (event) => toast(event.detail));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
  // what was chosen in a menu opens elsewhere
  document.addEventListener("htmx:afterRequest", (event) => event.detail.elt.closest("details.menu[open]")?.removeAttribute("open"));
}

// Theme and density change at once; the language needs its page again.
function startChoices() {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-choice]");
    const button = event.submitter;
    if (!form || !button || form.getAttribute("action") === "/language") return;
    event.preventDefault();
    const body = new FormData(form, button);
    form.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    const root = document.documentElement;
    root.dataset[form.getAttribute("action").slice(1)] = button.value;
    root.dispatchEvent(new Event("themechange"));
    try {
      await fetch(form.action, { method: "POST", body, redirect: "manual" });
    } catch {
      toast({ text: text("js.offline"), kind: "refused" });
    }
  });
}

function startMenus() {
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    menu?.removeAttribute("open");
    menu?.querySelector("summary").focus();
  });
}

function startCopying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast({ text: text("js.copied", button.dataset.copy), kind: "note" });
    } catch {
      toast({ text: text("js.copy-failed"), kind: "refused" });
    }
  });
}

// form[data-copy-first]: the named field is copied, then the form is sent
function startCopyingForms() {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-copy-first]");
    if (!form) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(form.elements[form.dataset.copyFirst].value);
      form.submit();
    } catch {
      toast({ text: text("js.copy-failed"), kind: "refused" });
    }
  });
}

function startInserting() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-insert]");
    if (link && insertReply(link)) event.preventDefault();
  });
}

// form[data-live]: a changed choice is applied at once
function startLiveForms() {
  document.addEventListener("change", (event) => event.target.matches("select") && event.target.closest("form[data-live]")?.requestSubmit());
}

// form[data-guard]: leaving with unsaved work asks first
function startGuards() {
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => dirty.delete(event.target));
  document.addEventListener("reset", (event) => dirty.delete(event.target));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && dirty.delete(event.detail.elt));
  addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
}

// [data-bulk] shows while rows are checked; [data-check-all] checks them all, also the choices of a form
function startSelection() {
  document.addEventListener("change", (event) => {
    const box = event.target.closest("input[data-select], input[data-check-all]");
    const list = box?.closest("[data-rows], [data-choices]");
    if (!list) return;
    const boxes = [...list.querySelectorAll("input[data-select]")];
    if (box.matches("[data-check-all]")) boxes.forEach((other) => (other.checked = box.checked));
    boxes.forEach((other) => other.closest("tr")?.classList.toggle("selected", other.checked));
    const count = boxes.filter((other) => other.checked).length;
    list.querySelectorAll("[data-check-all]").forEach((all) => (all.checked = count === boxes.length));
    const bar = list.querySelector("[data-bulk]") ?? document.querySelector("[data-bulk]");
    if (!bar) return;
    bar.hidden = count === 0;
    const label = bar.querySelector("[data-selected]");
    if (label) label.textContent = text("js.selected", count);
  });
}

function startToasts() {
  document.addEventListener("click", (event) => event.target.closest("[data-dismiss-toast]")?.closest("[data-toast]").remove());
}

// The page itself is met twice, here and as htmx has loaded it: each part is begun once.
function once(act) {
  const begun = new WeakSet();
  return (part) => {
    if (begun.has(part)) return;
    begun.add(part);
    act(part);
  };
}

const beginPhotos = once(startPhotos);
const focus = once((part) => part.querySelector("input:not([type=hidden]), select, textarea")?.focus());
const beginLines = once(async (form) => (await import("./lines.js")).startLines(form));
const beginLive = once(async (bell) => (await import("./live.js")).startLive(bell));
const beginBoard = once(async (form) => (await import("./board.js")).startBoard(form));
const beginMentions = once(async (hint) => (await import("./mentions.js")).startMentions(hint));
const beginPresence = once(async (place) => (await import("./presence.js")).startPresence(place));
const beginHashes = once(async (zone) => (await import("./hashes.js")).startHashes(zone));
const drawChart = once(async (chart) => (await import("./charts.js")).draw(chart));

function enhance(root) {
  each(root, "[data-photos]", beginPhotos);
  each(root, "[data-hashes]", beginHashes);
  each(root, "[data-mentions]", beginMentions);
  each(root, "[data-presence]", beginPresence);
  each(root, "[data-focus]", focus);
  each(root, "[data-lines-form]", beginLines);
  each(root, "[data-notices]", beginLive);
  each(root, "[data-board]", beginBoard);
  each(root, "[data-chart]", drawChart);
  each(root, "[data-choices] > [hidden]", (choice) => (choice.hidden = false));
}

startHtmx();
startChoices();
startMenus();
startCopying();
startCopyingForms();
startInserting();
startGuards();
startLiveForms();
startSelection();
startToasts();
startKeys();
startCountdowns(announce);
document.querySelectorAll("[data-fit]").forEach(startFit);
enhance(document.body);

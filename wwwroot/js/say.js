// The texts that scripts say come with the page, in the reader's language.
const texts = JSON.parse(document.querySelector("meta[name=texts]")?.content ?? "{}");

export const text = (key, ...args) => (texts[key] ?? key).replace(/\{(\d+)\}/g, (_, index) => args[index] ?? "");

// seconds, without their sign, in the two largest units; the same rule as TimeTexts.Duration
export function duration(seconds) {
  const all = Math.abs(seconds);
  const d = Math.floor(all / 86400);
  const h = Math.floor((all % 86400) / 3600);
  const m = Math.floor((all % 3600) / 60);
  if (d > 0) return h > 0 ? text("time.dh", d, h) : text("time.d", d);
  if (h > 0) return m > 0 ? text("time.hm", h, m) : text("time.h", h);
  return m > 0 ? text("time.m", m) : text("time.s", all % 60);
}

export function announce(words) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = words;
}

// link leads somewhere; post does something there, and undo takes back what was done
export function toast({ text: words, kind = "done", undoHref = null, link = null, post = null }) {
  const note = document.createElement("div");
  note.className = `toast-note ${kind}`;
  note.dataset.toast = "";
  const label = document.createElement("span");
  label.textContent = words;
  note.append(label);
  if (undoHref) note.append(postForm(undoHref, text("js.undo")));
  if (post) note.append(postForm(post.href, post.label));
  if (link) note.append(linkTo(link));
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn-close";
  close.dataset.dismissToast = "";
  close.setAttribute("aria-label", text("js.close"));
  note.append(close);
  document.getElementById("toasts").append(note);
  // what was refused, or can be undone, stays until it is dismissed
  if (kind !== "refused" && !undoHref) setTimeout(() => leave(note), link || post ? 15000 : 6000);
}

// not from under somebody's pointer or focus
function leave(note) {
  if (note.matches(":hover, :focus-within")) setTimeout(() => leave(note), 3000);
  else note.remove();
}

function linkTo({ href, label }) {
  const link = document.createElement("a");
  link.className = "btn btn-sm";
  link.href = href;
  link.textContent = label;
  return link;
}

function postForm(href, label) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = href;
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "__RequestVerificationToken";
  token.value = document.querySelector("meta[name=csrf]")?.content ?? "";
  const button = document.createElement("button");
  button.className = "btn btn-sm";
  button.textContent = label;
  form.append(token, button);
  return form;
}

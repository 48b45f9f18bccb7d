// j k move, Enter opens, x selects, e a n and others press what carries data-key, / searches, g + letter goes, ? helps.
const typing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]");
const usable = (element) => element && !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.getClientRects().length > 0;

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.getClientRects().length > 0);
const currentRow = () => document.activeElement?.closest("[data-row]") ?? document.querySelector("[data-row].at");

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(currentRow());
  const next = all[Math.min(Math.max(at < 0 ? 0 : at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("at", row === next));
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function open(row) {
  const link = row.querySelector("[data-open]") ?? row.querySelector("a[href]");
  link?.click();
}

function press(key) {
  const inRow = currentRow()?.querySelector(`[data-key="${key}"]`);
  const target = usable(inRow) ? inRow : [...document.querySelectorAll(`[data-key="${key}"]`)].find((element) => usable(element) && !element.closest("[data-row]"));
  if (!target) return false;
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
  return true;
}

function help() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

export function startKeys() {
  let going = 0;
  document.addEventListener("click", (event) => event.target.closest("[data-open-keys]") && help());
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open], .modal.show")) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (act(event)) event.preventDefault();
  });

  function act(event) {
    const went = Date.now() - going < 1500;
    going = 0;
    if (went) {
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) link.click();
      return Boolean(link);
    }
    switch (event.key) {
      case "g": going = Date.now(); return true;
      case "j": move(1); return true;
      case "k": move(-1); return true;
      case "x": currentRow()?.querySelector("input[data-select]")?.click(); return true;
      case "?": help(); return true;
      case "/": {
        const box = document.querySelector("[data-search]");
        box?.focus();
        box?.select();
        return Boolean(box);
      }
      case "Enter":
        if (!event.target.matches("[data-row]")) return false;
        open(event.target);
        return true;
      default:
        return /^[a-z]$/.test(event.key) && press(event.key);
    }
  }
}

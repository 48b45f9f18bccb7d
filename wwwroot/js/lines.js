// Lines of a form that are added and removed at once; without script the same buttons ask the server.
const renumber = (line, from, to) => {
  for (const part of line.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "aria-describedby", "value"]) {
      const value = part.getAttribute(name);
      if (value === null) continue;
      if (value.startsWith(from + ".")) part.setAttribute(name, to + value.slice(from.length));
      if (name === "value" && value === "remove-" + from) part.setAttribute(name, "remove-" + to);
    }
  }
};

const clear = (line) => {
  line.querySelectorAll(".field-error").forEach((fault) => fault.remove());
  line.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  line.querySelectorAll("input[type=checkbox]").forEach((box) => (box.checked = false));
  line.querySelectorAll("input:not([type=checkbox])").forEach((field) => (field.value = ""));
  line.querySelectorAll("select").forEach((choice) => (choice.selectedIndex = 0));
};

const keyOf = (line) => line.querySelector("[name*='.']").name.split(".")[0];

function add(list) {
  const lines = [...list.querySelectorAll("[data-line]")];
  const last = lines.at(-1);
  const next = Math.max(...lines.map((line) => Number(keyOf(line).slice(1)))) + 1;
  const line = last.cloneNode(true);
  renumber(line, keyOf(last), list.dataset.lines + next);
  clear(line);
  // the next event is seldom before the last one: its instant is a good beginning
  const [before, at] = [last, line].map((part) => part.querySelector("[name$='.at']"));
  if (before && at) at.value = before.value;
  list.append(line);
  line.querySelector("input, select").focus();
}

function remove(line) {
  const list = line.parentElement;
  if (list.querySelectorAll("[data-line]").length === 1) clear(line);
  else line.remove();
  list.closest("form").dispatchEvent(new Event("change", { bubbles: true }));
}

export function startLines(form) {
  form.addEventListener("click", (event) => {
    const adder = event.target.closest("[data-add-line]");
    const remover = event.target.closest("[data-remove-line]");
    if (!adder && !remover) return;
    event.preventDefault();
    if (adder) add(document.querySelector(adder.dataset.addLine));
    else remove(remover.closest("[data-line]"));
  });
}

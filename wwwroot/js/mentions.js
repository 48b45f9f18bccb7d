// [data-mentions]: names that the form's note may mention; typed after an @ they are offered, chosen by arrows and Enter or a click
export function startMentions(hint) {
  const note = hint.closest("form")?.querySelector("textarea[name=note]");
  if (!note) return;
  const names = JSON.parse(hint.dataset.mentions);
  const list = document.createElement("ul");
  list.id = "mention-list";
  list.className = "mention-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", hint.dataset.label);
  list.hidden = true;
  note.after(list);
  note.setAttribute("aria-controls", list.id);
  note.setAttribute("aria-autocomplete", "list");
  let at = 0;

  const typed = () => /(?:^|[^A-Za-z0-9])@([^@\s]{0,20})$/.exec(note.value.slice(0, note.selectionStart))?.[1];

  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    note.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
  };

  const hide = () => {
    list.hidden = true;
    note.removeAttribute("aria-activedescendant");
  };

  const show = () => {
    const begun = typed();
    const found = begun === undefined ? [] : names.filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()) && name !== begun).slice(0, 6);
    list.replaceChildren(...found.map((name, index) => option(name, index)));
    list.hidden = found.length === 0;
    if (found.length > 0) mark(0);
    else hide();
  };

  const take = (name) => {
    const begun = typed() ?? "";
    const from = note.selectionStart - begun.length;
    note.setRangeText(`${name} `, from, note.selectionStart, "end");
    note.dispatchEvent(new Event("input", { bubbles: true }));
    hide();
    note.focus();
  };

  const option = (name, index) => {
    const item = document.createElement("li");
    item.id = `mention-${index}`;
    item.setAttribute("role", "option");
    item.textContent = name;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(name);
    });
    return item;
  };

  note.addEventListener("input", show);
  note.addEventListener("blur", hide);
  note.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark((at + 1) % count);
    else if (event.key === "ArrowUp") mark((at + count - 1) % count);
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[at].textContent);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

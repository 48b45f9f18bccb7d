// The assign board: rows can be dragged onto an agent. It does what ticking, choosing and pressing the button does.
const dragged = "text/x-case";

function pickUp(event) {
  const row = event.target.closest?.("[data-row]");
  const box = row?.querySelector("input[data-select]");
  if (!box) return;
  // one that was not ticked is dragged alone
  if (!box.checked) {
    row.closest("form").querySelectorAll("input[data-select]:checked").forEach((other) => other.click());
    box.click();
  }
  event.dataTransfer.setData(dragged, box.value);
  event.dataTransfer.effectAllowed = "move";
}

const agentAt = (event) => {
  const agent = event.target.closest?.("[data-agent]");
  return agent?.querySelector("input[type=radio]") && event.dataTransfer.types.includes(dragged) ? agent : null;
};

export function startBoard(form) {
  const button = form.querySelector("[data-board-act]");
  if (!button) return;
  const mark = (agent) => form.querySelectorAll("[data-agent]").forEach((other) => other.classList.toggle("drop", other === agent));
  form.querySelectorAll("[data-row]").forEach((row) => (row.draggable = true));
  form.addEventListener("dragstart", pickUp);
  form.addEventListener("dragover", (event) => {
    const agent = agentAt(event);
    mark(agent);
    if (agent) event.preventDefault();
  });
  form.addEventListener("dragend", () => mark(null));
  form.addEventListener("drop", (event) => {
    const agent = agentAt(event);
    mark(null);
    if (!agent) return;
    event.preventDefault();
    agent.querySelector("input[type=radio]").checked = true;
    form.requestSubmit(button);
  });
}

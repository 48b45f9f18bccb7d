import { duration, text } from "./say.js";

// Spoken at these distances before the due instant, and when it passes; never every second.
const thresholds = [3600, 900, 300, 0];
const tones = ["running", "warn", "breach"];
const spoken = new WeakMap();

// the server's clock counts, not the reader's
const serverNow = Number(document.querySelector("meta[name=now]")?.content);
const offset = serverNow ? serverNow - Date.now() / 1000 : 0;
const now = () => Math.floor(Date.now() / 1000 + offset);

// the same rule as CountdownTones.Of for clocks that run
function toneOf(element, at) {
  const { due, warn, alarm, soft, state } = element.dataset;
  if (state === "breached") return "breach";
  if (soft !== "true" && (at > Number(due) || (alarm && at >= Number(alarm)))) return "breach";
  return state === "missed" || (warn && at >= Number(warn)) || at > Number(due) ? "warn" : "running";
}

function update(element, at) {
  const left = Number(element.dataset.due) - at;
  const words = text(left >= 0 ? "time.left" : "time.over", duration(left));
  const label = element.querySelector(".countdown-left");
  if (label && label.textContent !== words) label.textContent = words;
  const tone = toneOf(element, at);
  if (!element.classList.contains(`tone-${tone}`)) {
    tones.forEach((other) => element.classList.toggle(`tone-${other}`, other === tone));
    const word = element.querySelector(".countdown-word");
    if (word) word.textContent = text(`countdown.tone.${tone}`);
  }
  return { left, words };
}

function speak(element, { left, words }, announce) {
  const passed = thresholds.filter((threshold) => left <= threshold).length;
  const before = spoken.get(element) ?? passed;
  spoken.set(element, passed);
  if (passed > before) announce(`${element.dataset.label ?? ""} ${words}`.trim());
}

export function startCountdowns(announce) {
  const tick = () => {
    const at = now();
    for (const element of document.querySelectorAll(".countdown[data-due]")) speak(element, update(element, at), announce);
  };
  tick();
  setInterval(() => document.hidden || tick(), 1000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
}

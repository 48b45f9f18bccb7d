import { text, toast } from "./say.js";

const types = ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf", "video/mp4", "video/quicktime", "video/webm"];

// [data-photos]: a file input that also takes drops and pastes, shows what was taken, and lets go of it again
export function startPhotos(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector(".thumbs");
  const megabytes = Number(zone.dataset.maxMb ?? 10);
  const videoMegabytes = Number(zone.dataset.maxVideoMb ?? megabytes);
  let taken = [];

  const good = (file) => {
    if (!types.includes(file.type)) return refuse("js.photo-type", file.name);
    const most = file.type.startsWith("video/") ? videoMegabytes : megabytes;
    if (file.size > most * 1024 * 1024) return refuse("js.photo-size", file.name, most);
    return true;
  };

  const take = (files) => {
    const known = new Set(taken.map((file) => `${file.name}/${file.size}/${file.lastModified}`));
    taken.push(...[...files].filter((file) => !known.has(`${file.name}/${file.size}/${file.lastModified}`) && good(file)));
    show();
  };

  const show = () => {
    const kept = new DataTransfer();
    taken.forEach((file) => kept.items.add(file));
    input.files = kept.files;
    list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(...taken.map(thumb));
    zone.dispatchEvent(new CustomEvent("photoschange", { bubbles: true, detail: { count: taken.length } }));
  };

  const thumb = (file) => {
    const shown = file.type.startsWith("image/") ? picture(file) : sheet(file);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn-close";
    remove.setAttribute("aria-label", text("js.photo-remove", file.name));
    remove.addEventListener("click", () => {
      taken = taken.filter((other) => other !== file);
      show();
      input.focus();
    });
    const item = document.createElement("li");
    item.append(shown, remove);
    return item;
  };

  input.addEventListener("change", () => take(input.files));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (!zone.isConnected || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  zone.closest("form")?.addEventListener("reset", () => {
    taken = [];
    show();
  });
}

function picture(file) {
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
  return image;
}

function sheet(file) {
  const box = document.createElement("span");
  box.className = "thumb-file";
  box.textContent = file.type.startsWith("video/") ? "▶" : "PDF";
  const name = document.createElement("span");
  name.textContent = file.name;
  box.append(name);
  return box;
}

function refuse(key, ...args) {
  toast({ text: text(key, ...args), kind: "refused" });
  return false;
}

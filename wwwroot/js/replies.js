// a[data-insert]: puts a canned reply into the note of the open form, and says which one it was; elsewhere the link is followed
export function insertReply(link) {
  const form = document.querySelector(".act-form form");
  const note = form?.querySelector("textarea[name=note]");
  const reply = form?.querySelector("input[name=replyId]");
  if (!note || !reply) return false;
  note.value = note.value.trim() ? `${note.value.trimEnd()}\n${link.dataset.insert}` : link.dataset.insert;
  reply.value = link.dataset.reply;
  note.dispatchEvent(new Event("input", { bubbles: true }));
  note.focus();
  return true;
}

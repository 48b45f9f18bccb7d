// The bell. One visible tab of a browser holds the stream and tells the others: the browser has few connections to a site, and
// many tabs must not use them up. Where there is no stream, each visible tab asks once a minute.
import { text, toast } from "./say.js";

const openAfter = 5000;
const askEvery = 60000;
const tellEvery = 30000;
const trustFor = 75000;
const retryAfter = 300000;

export function startLive(bell) {
  const name = `notices-${bell.dataset.notices}`;
  const count = bell.querySelector("[data-bell]");
  const channel = new BroadcastChannel(name);
  let heardAt = 0;
  let notBefore = 0;
  let turn = null;
  let isOver = false;

  function hear(news) {
    if (news.isOver) return leave();
    heardAt = Date.now();
    if (news.unread === undefined) return;
    showCount(count, news);
    if (!document.hidden) news.notices.toReversed().forEach(tell);
    if (!document.hidden && news.more > 0) toast({ text: text("js.notices-more", news.more), kind: "note", link: { href: "/notices", label: text("js.open") } });
  }

  // signed out, here or in another tab: what the page shows is old from now on, and it says so
  function leave() {
    if (isOver) return;
    isOver = true;
    end();
    count.replaceChildren();
    const back = encodeURIComponent(location.pathname + location.search);
    toast({ text: text("js.signed-out"), kind: "refused", link: { href: `/sign-in?returnUrl=${back}`, label: text("js.sign-in") } });
  }

  async function ask(trusted = trustFor) {
    if (isOver || document.hidden || Date.now() - heardAt < trusted) return;
    try {
      const response = await fetch("/notices/bell", { redirect: "manual", cache: "no-store" });
      if (response.ok) count.innerHTML = await response.text();
      else if (response.type === "opaqueredirect") share({ isOver: true });
    } catch {
      // the next minute may be better
    }
  }

  // the lock is held until the promise is settled: whoever waits behind it has his turn then
  const hold = (signal) => new Promise((done) => {
    if (signal.aborted) return done();
    const source = new EventSource("/notices/live");
    const telling = setInterval(() => source.readyState === EventSource.OPEN && share({}), tellEvery);
    const close = () => {
      source.close();
      clearInterval(telling);
      done();
    };
    const giveUp = () => {
      notBefore = Date.now() + retryAfter;
      close();
      ask(0);
    };
    signal.addEventListener("abort", close);
    source.addEventListener("notices", (event) => share(JSON.parse(event.data)));
    source.addEventListener("crowded", giveUp);
    // a stream that was lost the browser opens again by itself; one that was refused it does not
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && giveUp());
  });

  function share(news) {
    hear(news);
    channel.postMessage(news);
  }

  function begin() {
    if (turn || isOver || document.hidden || !navigator.locks || Date.now() < notBefore) return;
    const mine = new AbortController();
    turn = mine;
    navigator.locks.request(name, { signal: mine.signal }, () => hold(mine.signal)).catch(() => {}).finally(() => {
      if (turn === mine) turn = null;
    });
  }

  function end() {
    turn?.abort();
    turn = null;
  }

  channel.addEventListener("message", (event) => hear(event.data));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return end();
    ask();
    begin();
  });
  addEventListener("pagehide", end);
  addEventListener("pageshow", (event) => event.persisted && begin());
  setInterval(() => {
    begin();
    ask();
  }, askEvery);
  ask();
  const later = () => setTimeout(begin, openAfter);
  if (document.readyState === "complete") later();
  else addEventListener("load", later);
}

function showCount(count, { unread, words }) {
  if (!unread) return count.replaceChildren();
  const [shown, said] = [document.createElement("span"), document.createElement("span")];
  shown.className = "bell-count";
  shown.setAttribute("aria-hidden", "true");
  shown.textContent = unread;
  said.className = "visually-hidden";
  said.textContent = words;
  count.replaceChildren(shown, said);
}

const tell = (notice) => toast({ text: notice.text, kind: "note", post: { href: `/notices/${notice.id}/open`, label: text("js.open") } });

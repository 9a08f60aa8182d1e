// Hears what happens live, and has the parts of the page that ask for it refreshed.
//
// `[data-channel]` opens one stream. An event of the kind "running" becomes `live:running` on the
// body, so a part says hx-trigger="live:running from:body". After a gap that the server cannot
// fill, `live:reset` comes, and with it every kind that was heard of on this page.
// Where no stream can be had, parts are refreshed every fifteen seconds instead.
"use strict";

(() => {
  const place = document.querySelector("[data-channel]");
  if (!place || !window.EventSource) return;

  const SPREAD = Number(place.dataset.spread || 400); // thousands of phones do not ask at once
  const POLL = 15000;
  const HIDDEN = 60000; // a page that nobody looks at gives its stream back
  const KINDS = new Set(["reset"]);
  const waiting = new Map();
  let stream = null;
  let last = place.dataset.after;
  let lost = false;
  let polling = 0;
  let hiding = 0;
  let renewing = 0;
  let tries = 0;

  // The kinds that parts of the page ask for stand in their triggers.
  document.querySelectorAll("[hx-trigger*='live:'], [data-live]").forEach((part) => {
    const text = `${part.getAttribute("hx-trigger") || ""} ${part.dataset.live || ""}`;
    for (const [, kind] of text.matchAll(/live:([a-z0-9-]+)/g)) KINDS.add(kind);
  });

  const tell = (kind, data) => {
    document.body.dispatchEvent(new CustomEvent(`live:${kind}`, { detail: data }));
  };

  // Of several events of a kind within the spread, one refresh is enough: it reads the newest.
  const soon = (kind, data) => {
    if (waiting.has(kind)) {
      waiting.set(kind, data);
      return;
    }
    waiting.set(kind, data);
    setTimeout(() => {
      const newest = waiting.get(kind);
      waiting.delete(kind);
      tell(kind, newest);
    }, Math.random() * SPREAD);
  };

  const everything = () => KINDS.forEach((kind) => soon(kind, {}));

  const say = (words) => { if (place.textContent !== words) place.textContent = words; };

  const loses = () => {
    if (lost) return;
    lost = true;
    place.classList.add("lost");
    say(place.dataset.wordsLost);
  };

  const regains = () => {
    clearInterval(polling);
    polling = 0;
    if (!lost) return;
    lost = false;
    place.classList.remove("lost");
    say(place.dataset.wordsBack);
    setTimeout(() => { if (!lost) say(""); }, 6000);
  };

  const hears = (event) => {
    if (event.lastEventId) last = event.lastEventId;
    if (event.type === "here") return;
    if (event.type === "reset") everything();
    else soon(event.type, JSON.parse(event.data || "{}"));
  };

  const close = () => {
    if (stream) stream.close();
    stream = null;
  };

  const open = () => {
    close();
    const asked = new URLSearchParams({ ticket: place.dataset.ticket, after: last });
    stream = new EventSource(`${place.dataset.channel}?${asked}`);
    stream.addEventListener("here", hears);
    KINDS.forEach((kind) => stream.addEventListener(kind, hears));
    stream.onopen = () => {
      tries = 0;
      regains();
    };
    stream.onerror = () => {
      loses();
      // The browser tries again by itself unless the answer was no stream.
      if (stream && stream.readyState === EventSource.CLOSED) renewSoon();
    };
  };

  // A ticket ends soon; the page itself, if one may still read it, has a new one.
  const renew = async () => {
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      if (answer.status === 403 || answer.status === 404) return; // no longer for this reader
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-channel]");
      if (fresh) place.dataset.ticket = fresh.dataset.ticket;
      if (tries > 1) poll();
      open();
    } catch {
      renewSoon(); // no network
    }
  };

  const renewSoon = () => {
    close();
    clearTimeout(renewing);
    const pause = tries === 0 ? 0 : Math.min(60000, 2500 * 2 ** tries);
    tries += 1;
    renewing = setTimeout(renew, pause * (0.5 + Math.random() / 2));
  };

  const poll = () => {
    if (!polling) polling = setInterval(everything, POLL);
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, HIDDEN);
    else if (!stream) open();
  });
  window.addEventListener("online", open);
  window.addEventListener("offline", loses);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  open();
})();

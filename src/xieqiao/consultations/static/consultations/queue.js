// Votes on this device: kept until the server has confirmed each, sent again when the network is
// back. A vote shows at once as one's own; nothing that others do moves it.
//
// Every vote has a key of its own, so that it counts once however often it is sent, and a running
// number, so that the later of two counts whichever arrives first. No clock is asked.
// Without IndexedDB the form is an ordinary one, and everything works as without this file.
"use strict";

(() => {
  const place = document.getElementById("queue");
  if (!place || !window.indexedDB) return;

  const words = place.dataset;
  const token = (name) => place.querySelector(`input[name=${name}]`)?.value || "";
  // Who this is: the signed part without its time, so that nobody sends another's votes.
  const owner = token("acting").split(":")[0];
  const box = `${words.votes}|${owner}`;
  const WITH_SERVER = new Set(["accepted", "already", "older"]);
  const AT_ONCE = 50;
  const LONGEST = 30000;

  let db = null;
  let sending = false;
  let tries = 0;
  let timer = 0;
  let stopped = ""; // words of an answer after which trying again is of no use
  let signIn = "";
  let refused = [];
  let ahead = [];
  let progress = null;
  let failing = false;

  // The store

  const opened = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("xieqiao-votes", 1);
    asked.onupgradeneeded = () => {
      const votes = asked.result.createObjectStore("votes", { keyPath: "key" });
      votes.createIndex("box", "box");
      asked.result.createObjectStore("boxes", { keyPath: "box" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  const done = (change) => new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onerror = () => reject(change.error);
    change.onabort = () => reject(change.error);
  });

  const got = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  const waiting = async () => {
    const all = await got(db.transaction("votes").objectStore("votes").index("box").getAll(box));
    return all.sort((a, b) => a.counter - b.counter);
  };

  const key = () => {
    // crypto.randomUUID is only there under https; closed networks have plain http.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
  };

  // Number and vote are written together: two windows never give one number twice.
  const keep = async (vote, least) => {
    const change = db.transaction(["votes", "boxes"], "readwrite");
    const boxes = change.objectStore("boxes");
    const known = (await got(boxes.get(box))) || { box, counter: 0 };
    known.counter = Math.max(known.counter, least) + 1;
    boxes.put(known);
    change.objectStore("votes").put({ ...vote, box, key: key(), counter: known.counter });
    await done(change);
  };

  const drop = async (keys) => {
    const change = db.transaction("votes", "readwrite");
    keys.forEach((one) => change.objectStore("votes").delete(one));
    await done(change);
  };

  const remember = async (found) => {
    const change = db.transaction("boxes", "readwrite");
    const boxes = change.objectStore("boxes");
    const known = (await got(boxes.get(box))) || { box, counter: 0 };
    boxes.put({ ...known, counter: Math.max(known.counter, found.counter || 0), found });
    await done(change);
  };

  const remembered = async () => {
    const known = await got(db.transaction("boxes").objectStore("boxes").get(box));
    return known?.found;
  };

  // Words

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const line = (text, kind) => {
    const made = document.createElement("li");
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const link = (text, path) => {
    const made = document.createElement("a");
    made.textContent = text;
    made.href = path;
    return made;
  };

  let wasLate = false;
  const tell = async () => {
    const votes = await waiting();
    const said = place.querySelector("[role=status]");
    const list = place.querySelector("ul");
    const late = votes.length > 0 && (failing || !navigator.onLine || Boolean(stopped));
    if (late) {
      const which = votes.map((vote) => vote.number).join(words.wordsComma);
      const text = votes.length === 1 ? words.wordsWaitingOne : words.wordsWaiting;
      said.textContent = filled(text, { n: votes.length, which });
      wasLate = true;
    } else if (!votes.length && wasLate) {
      said.textContent = words.wordsAll;
      wasLate = false;
    }
    list.replaceChildren();
    if (late) votes.forEach((vote) => list.append(line(filled(words.wordsOne, vote))));
    refused.forEach((one) => list.append(line(filled(words.wordsRefused, one), "refused")));
    if (stopped) {
      const made = line(stopped, "refused");
      if (signIn) made.append(" ", link(words.wordsSignIn, signIn));
      list.append(made);
    }
    place.classList.toggle("late", late);
    place.hidden = !said.textContent && !list.children.length;
  };

  // Sending

  const ask = (method, body) => {
    const limit = new AbortController();
    const clock = setTimeout(() => limit.abort(), 15000);
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    if (method === "POST") {
      headers["X-CSRFToken"] = token("csrfmiddlewaretoken");
      if (owner) headers["X-Acting"] = token("acting");
    }
    const sent = fetch(words.votes, {
      method, headers, body, signal: limit.signal, credentials: "same-origin",
    });
    return sent.finally(() => clearTimeout(clock));
  };

  const later = () => {
    failing = true;
    tries += 1;
    clearTimeout(timer);
    const pause = Math.min(LONGEST, 1000 * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
    timer = setTimeout(send, pause);
  };

  const confirmed = async (votes, answers) => {
    const known = new Map(votes.map((vote) => [vote.key, vote]));
    for (const answer of answers) {
      const vote = known.get(answer.key);
      if (!vote) continue;
      if (!WITH_SERVER.has(answer.outcome)) {
        refused = [...refused, { number: vote.number, choice: vote.choice, message: answer.message }];
      }
      await drop([answer.key]);
    }
    return answers.length >= votes.length;
  };

  const send = async () => {
    if (sending || stopped) return;
    sending = true;
    let again = false;
    const slow = setTimeout(() => {
      failing = true;
      tell();
    }, 1500);
    try {
      for (let votes = await waiting(); votes.length; votes = await waiting()) {
        const part = votes.slice(0, AT_ONCE);
        const plain = part.map(({ key: k, statement, value, counter }) => (
          { key: k, statement, value, counter }
        ));
        const answer = await ask("POST", JSON.stringify({ votes: plain }));
        if (answer.ok) {
          const all = await confirmed(part, (await answer.json()).votes);
          if (!all) throw new Error("not every vote was answered");
          failing = false;
          tries = 0;
          await tell();
        } else if (answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status)) {
          const said = await answer.json().catch(() => ({}));
          stopped = said.message || words.wordsStopped;
          signIn = said.sign_in || "";
          break;
        } else {
          throw new Error(`status ${answer.status}`);
        }
      }
    } catch {
      again = true;
    }
    clearTimeout(slow);
    sending = false;
    if (again) later();
    await tell();
  };

  // The ballot

  const form = document.querySelector("form.ballot");

  const shows = (button) => {
    form.querySelectorAll("button[name=value]").forEach((one) => {
      if (one === button) one.setAttribute("aria-pressed", "true");
      else one.removeAttribute("aria-pressed");
      one.querySelector(".small")?.remove();
    });
  };

  const label = (button) => button.firstChild.textContent.trim();

  const voices = (statement) => {
    const made = document.createElement("div");
    made.className = "voices";
    [statement, ...statement.translations].forEach((one, n) => {
      const p = document.createElement("p");
      p.lang = one.language;
      p.className = n ? "voice other" : "voice";
      p.textContent = one.text;
      made.append(p);
    });
    return made;
  };

  const heading = (statement) => {
    const title = document.getElementById("ballot-title");
    title.textContent = filled(words.wordsStatement, statement);
    if (statement.demonstration) {
      const mark = document.createElement("span");
      mark.className = "demo";
      mark.textContent = words.wordsDemo;
      title.append(" ", mark);
    }
    title.tabIndex = -1;
    return title;
  };

  const puts = (statement) => {
    form.elements.statement.value = statement.id;
    form.dataset.number = statement.number;
    shows(null);
    document.querySelector("#ballot-statement .voices").replaceWith(voices(statement));
    document.querySelectorAll("#ballot-statement > .of-this").forEach((one) => one.remove());
    window.history.replaceState(null, "", `${form.dataset.next}?statement=${statement.id}`);
    heading(statement).focus({ preventScroll: true });
  };

  const ends = () => {
    const inside = document.getElementById("ballot-statement");
    const p = document.createElement("p");
    p.textContent = words.wordsDone;
    inside.replaceChildren(p);
    document.getElementById("ballot-title").textContent = "";
    window.history.replaceState(null, "", form.dataset.next);
  };

  const counts = () => {
    const bar = document.getElementById("progress");
    if (!bar || !progress) return;
    bar.max = progress.all || 1;
    bar.value = progress.done;
    const text = document.querySelector("label[for=progress]");
    if (text) text.textContent = filled(words.wordsProgress, progress);
  };

  const next = () => {
    const current = form.elements.statement.value;
    const known = ahead.some((one) => one.id === current);
    ahead = ahead.filter((one) => one.id !== current);
    if (progress && known) progress.done = Math.min(progress.done + 1, progress.all);
    counts();
    if (ahead.length) puts(ahead[0]);
    else if (progress && progress.done >= progress.all) ends();
    else if (navigator.onLine && !failing) window.location.assign(form.dataset.next);
  };

  const votes = async (button) => {
    shows(button);
    const vote = {
      statement: form.elements.statement.value,
      number: form.dataset.number,
      value: Number(button.value),
      choice: label(button),
    };
    await keep(vote, Number(form.elements.counter.value) || 0);
    document.getElementById("queue-last").textContent = filled(words.wordsVoted, vote);
    const sent = send();
    if (!ahead.length) await sent;
    setTimeout(next, 350); // long enough to see one's own vote
    await tell();
  };

  // Before ui.js, which would take the form for one that is on its way.
  const taken = (event) => {
    if (event.target !== form || !event.submitter || !db) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    votes(event.submitter).catch(() => {
      db = null; // the store is full or gone: the ordinary form
      form.requestSubmit(event.submitter);
    });
  };

  // What can be voted on without the network

  const looks = async () => {
    try {
      const answer = await ask("GET");
      if (!answer.ok) return;
      await remember(await answer.json());
    } catch {
      // No network: what was remembered serves.
    }
    const found = await remembered();
    if (!found?.joined) return;
    const mine = await waiting();
    const pending = new Set(mine.map((vote) => vote.statement));
    const current = form?.elements.statement.value;
    ahead = found.ahead.filter((one) => !pending.has(one.id));
    // The one that is on the page stays where it is.
    ahead.sort((a, b) => (b.id === current) - (a.id === current));
    const late = found.ahead.length - ahead.length;
    progress = { done: Math.min(found.done + late, found.all), all: found.all };
    counts();
  };

  const starts = async () => {
    db = await opened();
    if (form) {
      document.addEventListener("submit", taken, true);
      const mine = (await waiting()).find((vote) => vote.statement === form.elements.statement.value);
      if (mine) shows(form.querySelector(`button[value="${mine.value}"]`));
    }
    window.addEventListener("online", () => {
      tries = 0;
      clearTimeout(timer);
      send();
    });
    window.addEventListener("offline", tell);
    ["statement", "moderation"].forEach((kind) => {
      document.body.addEventListener(`live:${kind}`, looks);
    });
    failing = (await waiting()).length > 0;
    await tell();
    await send();
    await looks();
  };

  starts().catch(() => { db = null; });
})();

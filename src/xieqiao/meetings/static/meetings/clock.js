// Counts on what the server has counted. The clock of the device is never asked, it may be wrong.
"use strict";

(() => {
  const begun = new WeakMap();

  const words = (seconds) => {
    const two = (n) => String(n).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    if (hours) return `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`;
    return `${minutes}:${two(seconds % 60)}`;
  };

  setInterval(() => {
    document.querySelectorAll(".clock[data-seconds]").forEach((clock) => {
      if (!begun.has(clock)) begun.set(clock, performance.now());
      const since = Math.floor((performance.now() - begun.get(clock)) / 1000);
      clock.textContent = words(Number(clock.dataset.seconds) + since);
    });
  }, 1000);
})();

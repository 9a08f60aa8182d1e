// A comfort only: says how long a statement is while it is typed.
"use strict";

const text = document.querySelector("textarea[data-count]");
const said = document.querySelector(".count[data-words]");

function count() {
  // As the server counts: characters, not halves of them.
  const n = [...text.value.trim()].length;
  said.textContent = said.dataset.words.replace("{n}", n);
  said.classList.toggle("over", n > Number(text.dataset.count));
}

if (text && said) {
  said.setAttribute("role", "status");
  text.addEventListener("input", count);
  count();
}

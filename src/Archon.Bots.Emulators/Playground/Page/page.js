// Keeps the page as the server says, and sends forms without leaving it. What the server sends is escaped there.
"use strict";

const messages = [...document.querySelectorAll(".messages")];
const isAtEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
const toEnd = (list) => { list.scrollTop = list.scrollHeight; };

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function put(part, isFirst) {
  const old = document.getElementById(part.id);
  if (old) {
    if (old.outerHTML !== part.html) old.replaceWith(element(part.html));
    return;
  }

  const fresh = element(part.html);
  if (!isFirst) fresh.classList.add("fresh");
  document.getElementById(part.slot)?.append(fresh);
}

let isFirst = true;
function apply(changes) {
  const atEnd = messages.filter(isAtEnd);
  if (changes.all) {
    const known = new Set(changes.parts.map((part) => part.id));
    document.querySelectorAll(".message, .thread").forEach((old) => known.has(old.id) || old.remove());
  }

  changes.gone.forEach((id) => document.getElementById(id)?.remove());
  changes.parts.forEach((part) => put(part, isFirst));
  isFirst = false;
  atEnd.forEach(toEnd);
}

const source = new EventSource("/changes");
source.onopen = () => document.body.classList.remove("cut-off");
source.onmessage = (event) => apply(JSON.parse(event.data));
source.onerror = () => document.body.classList.add("cut-off");

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(form, button));
  const text = form.querySelector("textarea");
  if (text) {
    text.value = "";
    grow(text);
    messages.forEach(toEnd);
  }

  button?.classList.add("busy");
  try {
    // Not form.action: a button of that name would take its place.
    await fetch(form.getAttribute("action"), { method: "POST", body, redirect: "manual" });
  } finally {
    button?.classList.remove("busy");
  }
});

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

for (const text of document.querySelectorAll(".composer textarea")) {
  text.addEventListener("input", () => grow(text));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (text.value.trim()) text.form.requestSubmit(text.form.querySelector(".send"));
    }
  });
}

messages.forEach(toEnd);

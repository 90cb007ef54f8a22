// What makes the pages nicer to use. None of it is needed: each page works without.
const root = document.documentElement;
const all = (query, within = document) => within.querySelectorAll(query);

// A sent form says so and is not sent twice; a page that comes back by "back" is as new.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method !== "post") return;
  form.dataset.sent = "1";
  delete form.dataset.dirty;
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  const words = button.querySelector("[data-words]");
  if (words && button.dataset.busy) [words.dataset.before, words.textContent] = [words.textContent, button.dataset.busy];
});
addEventListener("pageshow", () => {
  for (const form of all("form[data-sent]")) delete form.dataset.sent;
  for (const button of all("[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    const words = button.querySelector("[data-before]");
    if (words) words.textContent = words.dataset.before;
  }
});

// What was typed is not lost unasked.
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-warn]");
  if (form) form.dataset.dirty = "1";
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

// Colours change at once; the server keeps them for the next page.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.name === "scheme" && button.form) {
    event.preventDefault();
    root.dataset.bsTheme = button.value;
    for (const one of all("button[name=scheme]")) one.setAttribute("aria-pressed", String(one === button));
    fetch(button.form.action, { method: "POST", body: new URLSearchParams(new FormData(button.form, button)), redirect: "manual" });
  } else if (button.dataset.copy) {
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      const words = button.querySelector("[data-words]");
      if (words) words.textContent = button.dataset.done;
    });
  } else if (button.dataset.reveals) {
    const field = document.getElementById(button.dataset.reveals);
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  }
});

// What only works with JavaScript shows up with it; a window that the page opened is made modal.
function enhance(within) {
  for (const one of all("[data-scripted]", within)) one.hidden = false;
  for (const window of all("dialog.window[open]:not(:modal)", within)) {
    window.close();
    window.showModal();
    window.addEventListener("cancel", (event) => {
      event.preventDefault();
      location.assign(window.dataset.close);
    });
  }
}
// A stream whose very first request failed is asked for again; htmx does so for later ones alone.
document.addEventListener("htmx:error", ({ target }) => {
  if (target.matches?.("[hx-sse\\:connect]")) setTimeout(() => htmx.trigger(target, "again"), 1000);
});
document.addEventListener("htmx:after:swap", () => enhance(document));
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("input[type=search]");
  if (search) event.preventDefault(), search.focus();
});
enhance(document);
document.querySelector("[data-focus]")?.focus();

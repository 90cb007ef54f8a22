// In a list with keys, j and k go from row to row, Enter opens one, and ? tells so; they can be turned off.
const keys = document.querySelector("[data-keys]");
if (keys) {
  const areOn = () => localStorage.getItem("keys") !== "off";
  const button = keys.querySelector("button");
  button.setAttribute("aria-pressed", String(areOn()));
  button.addEventListener("click", () => {
    localStorage.setItem("keys", areOn() ? "off" : "on");
    button.setAttribute("aria-pressed", String(areOn()));
  });
  document.addEventListener("keydown", (event) => {
    if (!areOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (event.key === "?") return keys.open = true, keys.querySelector("summary").focus();
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const links = [...document.querySelectorAll("tbody th a")];
    const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next]?.focus();
  });
}

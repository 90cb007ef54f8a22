// A form of a question is asked by itself as soon as something in it is changed, and its answer takes the place of the last one. Nothing can be decided on an old answer meanwhile.
for (const form of document.querySelectorAll("form[data-asks]")) {
  let asked;
  const ask = async () => {
    asked?.abort();
    const mine = (asked = new AbortController());
    const last = document.getElementById(form.dataset.asks);
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    last.setAttribute("aria-busy", "true");
    for (const button of last.querySelectorAll("button")) button.disabled = true;
    try {
      const answer = await fetch(address, { redirect: "manual", signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById(last.id);
      if (!found) return location.assign(address);
      keep(last, found);
      for (const fault of form.querySelectorAll(".fault")) fault.remove();
      last.replaceChildren(...found.childNodes);
      last.removeAttribute("aria-busy");
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  };
  form.addEventListener("change", ask);
}

// What was typed beside the answer belongs to the new one, too.
function keep(last, found) {
  for (const typed of last.querySelectorAll("textarea")) {
    const same = found.querySelector(`textarea[name="${typed.name}"]`);
    if (same) same.value = typed.value;
  }
  for (const chosen of last.querySelectorAll("input[type=radio]:checked")) {
    const same = found.querySelector(`input[name="${chosen.name}"][value="${chosen.value}"]`);
    if (same) same.checked = true;
  }
}

// What tests ask an open page. Put into each before anything of its own runs, past its policy.
window.probes = (() => {
  const describe = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const every = (query) => [...document.querySelectorAll(query)];
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
  const lies = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  const stands = (inner, outer) => inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;

  document.addEventListener("securitypolicyviolation", (report) =>
    console.error(`policy: ${report.violatedDirective} ${report.blockedURI}`));

  let shifted = 0;
  const shifts = new PerformanceObserver((list) => add(list.getEntries()));
  const add = (entries) => entries.forEach((one) => { if (!one.hadRecentInput) shifted += one.value; });
  shifts.observe({ type: "layout-shift", buffered: true });

  // Whether a line of text is clipped by what it stands in; what is a dot is hidden on purpose.
  function isCut(line, element) {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      if (box.width <= 1 && box.height <= 1) return false;
      if (style.overflowX !== "visible" && !lies(line, box)) return true;
      if (["hidden", "clip"].includes(style.overflowY) && !stands(line, box)) return true;
    }
    return !lies(line, { left: 0, right: document.documentElement.clientWidth });
  }
  function isWrittenCut(element) {
    const written = [...element.childNodes].filter((one) => one.nodeType === 3 && one.data.trim());
    return written.some((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].some((line) => isCut(line, element));
    });
  }

  // Where the Tab key leads, in the order of the document.
  function stops() {
    const within = document.querySelector(":modal") ?? document;
    const query = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    return [...within.querySelectorAll(query)].filter((one) =>
      one.tabIndex >= 0 && !one.disabled && isShown(one) && (one.type !== "radio" || isEntrance(one)));
  }
  function isEntrance(radio) {
    const group = every(`input[type=radio][name="${radio.name}"]:enabled`);
    return radio === (group.find((one) => one.checked) ?? group[0]);
  }
  function hasRing(one) {
    const drawn = one.closest(".choice") ?? one, style = getComputedStyle(drawn);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }
  function isCovered(one) {
    const box = one.getClientRects()[0], root = document.documentElement;
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, root.clientWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, root.clientHeight)];
    const hits = [0.5, 0.1, 0.9].map((part) =>
      document.elementFromPoint((left + right) / 2, top + (bottom - top) * part));
    return !hits.some((hit) => hit && (one.contains(hit) || hit.contains(one)));
  }

  // What tells a chosen thing from its neighbours once there are no colours of ours.
  const SHAPE = ["backgroundColor", "outlineStyle", "borderTopWidth", "borderBottomWidth", "textDecorationLine", "fontWeight"];
  const shape = (one) => SHAPE.map((name) => getComputedStyle(one)[name]).join();
  const edges = (one) => ["Top", "Right", "Bottom", "Left"].filter((side) =>
    parseFloat(getComputedStyle(one)[`border${side}Width`]) > 0);

  return {
    shifted: () => (add(shifts.takeRecords()), shifted),
    cut: () => every("body *").filter((one) => isShown(one) && isWrittenCut(one)).map(describe),
    moving: () => document.getAnimations().filter((one) => one.playState === "running")
      .map((one) => describe(one.effect.target)),
    stops: () => stops().map(describe),
    stop: () => {
      const one = document.activeElement;
      return { at: stops().indexOf(one), what: describe(one), ring: hasRing(one), covered: isCovered(one) };
    },
    // After the keyboard was used, so that what gets the focus shows it.
    ringless: () => stops().filter((one) => (one.focus(), !hasRing(one))).map(describe),
    edgeless: () => every(".btn, .form-control, .form-select, .choice, .badge, .chip, .panel, .card, .count")
      .filter((one) => isShown(one) && !edges(one).length).map(describe),
    alike: () => every('[aria-current]:not([aria-current="false"]), [aria-pressed="true"]')
      .filter((one) => [...(one.closest("li") ?? one).parentElement.children]
        .map((other) => other.matches("li") ? other.firstElementChild ?? other : other)
        .some((other) => other !== one && other.tagName === one.tagName && shape(other) === shape(one)))
      .map(describe),
  };
})();

// A figure (a.ref) tells where it is from in a bubble beside it; without this it leads to its note in 숫자의 근거.
(function () {
  "use strict";
  const main = document.getElementById("main");
  const bubble = Object.assign(document.createElement("div"), { className: "way", hidden: true, tabIndex: -1 });
  bubble.setAttribute("role", "dialog");
  bubble.setAttribute("aria-label", "숫자의 근거");
  let shown;

  function hide(back) {
    const from = shown;
    shown = null;
    bubble.hidden = true;
    if (back && from) from.focus();
  }
  // a copy of what stands in the list, without its ids
  function copied(element) {
    const box = document.createElement("div");
    box.append(...[...element.childNodes].map((each) => each.cloneNode(true)));
    box.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
    return box;
  }
  function show(ref) {
    const note = document.getElementById(ref.hash.slice(1));
    if (!note) return false;
    shown = ref;
    const told = copied(note);
    for (const link of [...told.querySelectorAll('.src > a[href^="#"]')].reverse()) {
      const source = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!source) continue;
      const copy = copied(source), shared = source.parentNode.previousElementSibling?.querySelector(".src > span");
      if (shared) copy.append(Object.assign(document.createElement("span"), { className: "src", textContent: shared.textContent }));
      link.parentNode.after(copy);
      link.remove();
    }
    told.querySelectorAll(":scope > .src").forEach((each) => { each.textContent = "출처"; });
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "닫기", onclick: () => hide(true) });
    bubble.replaceChildren(told, close);
    bubble.style.height = "";
    bubble.hidden = false;
    const word = ref.getBoundingClientRect(), full = bubble.getBoundingClientRect();
    const head = Math.max(0, document.querySelector(".site-head")?.getBoundingClientRect().bottom ?? 0);
    const under = innerHeight - word.bottom - 14, over = word.top - head - 14;
    const below = full.height < under || under >= over;
    const height = Math.min(full.height, Math.max(160, below ? under : over));
    bubble.style.height = height < full.height ? `${height}px` : "";
    bubble.style.left = `${Math.max(8, Math.min(word.left, document.body.clientWidth - full.width - 8))}px`;
    bubble.style.top = `${scrollY + (below ? word.bottom + 6 : word.top - height - 6)}px`;
    bubble.scrollTop = 0;
    bubble.focus({ preventScroll: true });
    return true;
  }

  main.addEventListener("click", (event) => {
    const ref = event.target.closest("a.ref");
    if (!ref || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (shown === ref) hide(true);
    else if (!show(ref)) return;
    event.preventDefault();
  });
  addEventListener("pointerdown", (event) => {
    if (shown && !bubble.contains(event.target) && !shown.contains(event.target)) hide();
  });
  bubble.addEventListener("keydown", (event) => {
    const stops = bubble.querySelectorAll("a[href], button");
    const end = event.shiftKey ? stops[0] : stops[stops.length - 1];
    const out = document.activeElement === end || (event.shiftKey && document.activeElement === bubble);
    if (event.key === "Escape" || (event.key === "Tab" && out)) {
      event.preventDefault();
      hide(true);
    }
  });
  addEventListener("keydown", (event) => { if (shown && event.key === "Escape") hide(true); });
  main.append(bubble);
})();

// Words of the glossary (a.term) tell their meaning under the pointer, at focus and at a tap; without it they are links.
(function () {
  "use strict";
  const main = document.getElementById("main");
  const bubble = Object.assign(document.createElement("div"), { className: "bubble", hidden: true });
  bubble.innerHTML = '<p></p><a tabindex="-1">용어 풀이에서 보기</a>'; // no stop of its own: the word leads there too
  const [meaning, more] = bubble.children;
  let shown, leaving, touched;

  const stay = () => clearTimeout(leaving);
  const hide = () => { bubble.hidden = true; shown = null; };
  function leave() {
    stay();
    leaving = setTimeout(() => { if (document.activeElement !== shown) hide(); }, 300);
  }
  function show(term) {
    stay();
    shown = term;
    meaning.textContent = term.dataset.term;
    more.href = term.href;
    bubble.hidden = false;
    const word = term.getBoundingClientRect(), box = bubble.getBoundingClientRect();
    const room = word.bottom + box.height + 6 < innerHeight || word.top < box.height + 6;
    bubble.style.left = `${Math.max(8, Math.min(word.left, document.body.clientWidth - box.width - 8))}px`;
    bubble.style.top = `${scrollY + (room ? word.bottom + 6 : word.top - box.height - 6)}px`;
  }

  document.querySelectorAll("a.term").forEach((term, n) => {
    const said = { id: `term-${n}`, hidden: true, textContent: term.dataset.term }; // for a screen reader
    main.append(Object.assign(document.createElement("span"), said));
    term.setAttribute("aria-describedby", said.id);
    term.onpointerenter = (e) => { if (e.pointerType === "mouse") show(term); };
    term.onfocus = () => { if (!touched) show(term); };
    term.onpointerleave = leave;
    // at once: the next thing in focus may stand under the bubble
    term.onblur = (e) => { if (!bubble.contains(e.relatedTarget) && !bubble.matches(":hover")) hide(); };
    term.onclick = (e) => {
      if (!touched) return;
      e.preventDefault();
      if (shown === term) hide(); else show(term);
    };
  });
  bubble.onpointerenter = stay;
  bubble.onpointerleave = leave;
  addEventListener("pointerdown", (e) => {
    touched = e.pointerType !== "mouse";
    if (shown && !bubble.contains(e.target) && !shown.contains(e.target)) hide();
  });
  addEventListener("keydown", (e) => {
    touched = false;
    if (e.key === "Escape") hide();
  });
  main.append(bubble);
})();

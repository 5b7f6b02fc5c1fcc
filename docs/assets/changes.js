// The page of changes: the list by kind, place and day of reading, the view in the address.
// Only adds: without it the form stays hidden and the list is whole.
(function () {
  "use strict";
  const form = document.querySelector("form.find--news");
  if (!form) return;
  const told = document.querySelector(".find__count");
  const clear = document.querySelector("[data-news-clear]");
  const NAMES = ["kind", "place", "since"];
  const sections = [...document.querySelectorAll("section.news")];
  const entries = [...document.querySelectorAll(".news li")];

  function asked() {
    const data = new FormData(form);
    return Object.fromEntries(NAMES.map((name) => [name, data.getAll(name).filter(Boolean)]));
  }

  function fits({ dataset }, { kind, place, since }) {
    return (!kind.length || kind.includes(dataset.kind)) && (!place.length || place[0] === dataset.place)
      && (!since.length || dataset.read >= since[0]);
  }

  function show(step) {
    const ask = asked();
    for (const entry of entries) entry.hidden = !fits(entry, ask);
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    const all = entries.length.toLocaleString("ko");
    const shown = entries.filter((entry) => !entry.hidden).length;
    told.innerHTML = shown === entries.length ? `<b>${all}건</b> 모두 보는 중`
      : shown ? `${all}건 가운데 <b>${shown.toLocaleString("ko")}건</b>`
        : `${all}건 가운데 맞는 것이 없습니다. 조건을 줄여 보세요.`;
    clear.hidden = NAMES.every((name) => !ask[name].length);
    const query = new URLSearchParams(NAMES.flatMap((name) => ask[name].map((value) => [name, value])));
    const text = String(query);
    const here = location.pathname + (text && "?" + text) + location.hash;
    if (here !== location.pathname + location.search + location.hash) {
      history[step ? "pushState" : "replaceState"](null, "", here);
    }
  }

  function restore() {
    const query = new URLSearchParams(location.search);
    for (const box of form.querySelectorAll("[name=kind]")) box.checked = query.getAll("kind").includes(box.value);
    for (const name of ["place", "since"]) form.elements[name].value = query.get(name) || "";
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => show(true));
  clear.addEventListener("click", () => {
    form.reset();
    show(true);
    told.focus(); // the button pressed is gone now
  });
  addEventListener("popstate", () => { restore(); show(false); });
  restore();
  show(false);
  form.hidden = false;
})();

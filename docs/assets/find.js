// The list page: filters while typing, counts beside every choice, sorting, the view in the address, CSV of what is shown.
// Only adds: without it the form stays hidden and the table is complete.
(function () {
  "use strict";
  const form = document.querySelector("form.find");
  const table = document.querySelector("table.list");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const narrow = matchMedia("(max-width: 59.99em)");
  const korean = new Intl.Collator("ko", { numeric: true, ignorePunctuation: true });
  const squash = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const NUMBER = /^-?[\d,]*\.?\d+%?$/; // as printed
  const PLAIN = /^-?\d+(\.\d+)?$/; // as a row carries it

  // name of the input → data attribute of the row
  const FACETS = {
    place: "place", field: "field", kind: "kind", status: "status", signal: "signals",
    money: "money", programme: "programme", dept: "dept",
  };
  const facets = Object.keys(FACETS).filter((name) => form.elements[name]);
  const rows = [...body.rows].map((element, order) => ({
    element,
    order,
    text: squash(element.dataset.text || element.textContent),
    values: Object.fromEntries(facets.map((name) => {
      const value = element.dataset[FACETS[name]] || "";
      return [name, name === "signal" ? value.split(" ") : [value]];
    })),
  }));

  // ── what is asked ──────────────────────────────────────────────────────────────────────────
  function asked() {
    const data = new FormData(form);
    const wanted = Object.fromEntries(facets.map((name) => [name, data.getAll(name).filter(Boolean)]));
    const typed = String(data.get("q") || "");
    return { typed, words: typed.split(/\s+/u).map(squash).filter(Boolean), whole: squash(typed), wanted, sort: sorted };
  }

  function fitsText(row, { words, whole }) {
    return row.text.includes(whole) || words.every((word) => row.text.includes(word));
  }

  function fitsFacet(row, name, wanted) {
    return !wanted.length || row.values[name].some((value) => wanted.includes(value));
  }

  // ── counts beside the choices: each follows all filters but its own ────────────────────────
  const labels = new Map();
  for (const option of form.querySelectorAll("option")) {
    labels.set(option, option.textContent.replace(/\s*\([\d,]+\)\s*$/, ""));
  }

  function count(choices, tally, total) {
    for (const choice of choices) {
      const number = choice.value ? tally.get(choice.value) || 0 : total;
      if (choice instanceof HTMLOptionElement) {
        choice.textContent = `${labels.get(choice)} (${number.toLocaleString("ko")})`;
      } else {
        const label = choice.closest("label");
        label.querySelector("em").textContent = number.toLocaleString("ko");
        label.classList.toggle("toggle--empty", number === 0 && !choice.checked);
      }
    }
  }

  function choicesOf(name) {
    const control = form.elements[name];
    if (control instanceof HTMLSelectElement) return [...control.options];
    return control instanceof RadioNodeList ? [...control] : [control];
  }

  // ── sorting ────────────────────────────────────────────────────────────────────────────────
  const select = form.elements.sort;
  const heads = [...table.tHead.querySelectorAll("th[data-sort]")];
  let sorted = ""; // "", "key" (numbers and dates from the top, words from the beginning) or "-key" (the other way)

  // a code stands where its choice stands in the form, and "unknown" is nothing to sort by
  function rank(name, code) {
    return code === "unknown" ? "" : String(choicesOf(name).findIndex((choice) => choice.value === code));
  }

  function sortValue(row, key) {
    if (facets.includes(key)) return rank(key, row.values[key][0]);
    const value = row.element.dataset[key];
    return value === undefined && key === "title" ? titleOf(row.element) : value || "";
  }

  function titleOf(element) {
    return (element.querySelector(".title") || element.cells[0]).textContent.trim();
  }

  function fromTop(key) {
    if (facets.includes(key)) return false;
    const known = rows.map((row) => sortValue(row, key)).filter(Boolean);
    return known.length > 0 && known.every((value) => /^-?\d[\d.-]*$/.test(value));
  }

  function falls(value) {
    return fromTop(value.replace(/^-/, "")) !== value.startsWith("-");
  }

  function inOrder(list) {
    const key = sorted.replace(/^-/, "");
    if (!key) return list.sort((a, b) => a.order - b.order);
    const sign = falls(sorted) ? -1 : 1;
    return list.map((row) => [row, sortValue(row, key)]).sort(([a, x], [b, y]) => {
      if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1) || a.order - b.order; // what is not known stays last
      const by = PLAIN.test(x) && PLAIN.test(y) ? x - y : korean.compare(x, y);
      return sign * by || a.order - b.order;
    }).map(([row]) => row);
  }

  function offerSort(value) {
    if (!select || !value || [...select.options].some((option) => option.value === value)) return;
    const head = heads.find((th) => th.dataset.sort === value.replace(/^-/, ""));
    const option = new Option(`${head.textContent.trim()} ${falls(value) ? "내림차순" : "오름차순"}`, value);
    select.append(option);
    labels.set(option, option.textContent);
  }

  function setSort(value) {
    const known = !value || heads.some((th) => th.dataset.sort === value.replace(/^-/, ""))
      || (select && [...select.options].some((option) => option.value === value));
    sorted = known ? value : "";
    offerSort(sorted);
    if (select) select.value = sorted;
  }

  for (const th of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...th.childNodes);
    th.append(button);
    button.addEventListener("click", () => {
      const key = th.dataset.sort;
      setSort(sorted === key ? "-" + key : sorted === "-" + key ? "" : key);
      show(true);
    });
  }
  // on a narrow screen the head of the table is out of sight, so its buttons leave the tab order
  function headButtons() {
    for (const th of heads) th.firstElementChild.disabled = narrow.matches;
  }
  narrow.addEventListener("change", headButtons);
  headButtons();

  // ── the line under the form ────────────────────────────────────────────────────────────────
  const told = document.querySelector(".find__count");
  const save = document.querySelector("[data-find-csv]");
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "link";
  reset.textContent = "조건 지우기";
  reset.addEventListener("click", clear);
  save.before(reset);
  save.addEventListener("click", saveCsv);
  save.hidden = false;

  function tell(shown) {
    const all = rows.length.toLocaleString("ko");
    if (shown === rows.length) told.innerHTML = `<b>${all}건</b> 모두 보는 중`;
    else if (shown) told.innerHTML = `${all}건 가운데 <b>${shown.toLocaleString("ko")}건</b>`;
    else told.innerHTML = `${all}건 가운데 맞는 것이 없습니다. 조건을 줄여 보세요.`;
  }

  // ── the view in the address ────────────────────────────────────────────────────────────────
  function address({ typed, wanted }) {
    const query = new URLSearchParams();
    if (typed.trim()) query.set("q", typed.trim());
    for (const name of facets) for (const value of wanted[name]) query.append(name, value);
    if (sorted) query.set("sort", sorted);
    const text = String(query);
    return location.pathname + (text && "?" + text) + location.hash;
  }

  function restore() {
    const query = new URLSearchParams(location.search);
    if (form.elements.q) form.elements.q.value = query.get("q") || "";
    for (const name of facets) {
      const values = query.getAll(name);
      for (const choice of choicesOf(name)) {
        if (choice instanceof HTMLOptionElement) choice.selected = values.includes(choice.value) || (!values.length && !choice.value);
        else choice.checked = values.includes(choice.value);
      }
    }
    setSort(query.get("sort") || "");
  }

  // ── show ───────────────────────────────────────────────────────────────────────────────────
  let order = "";
  // step: true makes a step to go back to; typing only replaces the address
  function show(step) {
    const ask = asked();
    const tallies = Object.fromEntries(facets.map((name) => [name, new Map()]));
    const totals = Object.fromEntries(facets.map((name) => [name, 0]));
    let shown = 0;
    for (const row of rows) {
      const text = fitsText(row, ask);
      const misses = text ? facets.filter((name) => !fitsFacet(row, name, ask.wanted[name])) : [];
      row.element.hidden = !text || misses.length > 0;
      if (!row.element.hidden) shown += 1;
      if (!text || misses.length > 1) continue;
      for (const name of misses.length ? misses : facets) {
        totals[name] += 1;
        for (const value of row.values[name]) tallies[name].set(value, (tallies[name].get(value) || 0) + 1);
      }
    }
    for (const name of facets) count(choicesOf(name), tallies[name], totals[name]);
    if (order !== sorted) {
      body.append(...inOrder([...rows]).map((row) => row.element));
      order = sorted;
    }
    for (const th of heads) {
      if (sorted.replace(/^-/, "") !== th.dataset.sort) th.removeAttribute("aria-sort");
      else th.setAttribute("aria-sort", falls(sorted) ? "descending" : "ascending");
    }
    tell(shown);
    const asking = Boolean(sorted || ask.whole || facets.some((name) => ask.wanted[name].length));
    reset.hidden = !asking;
    const here = address(ask);
    if (here !== location.pathname + location.search + location.hash) {
      history[step ? "pushState" : "replaceState"](null, "", here);
    }
  }

  function clear() {
    for (const control of form.elements) {
      if (control.type === "checkbox") control.checked = false;
      else if (control instanceof HTMLSelectElement) control.value = "";
      else if (control.name) control.value = "";
    }
    setSort("");
    show(true);
    (form.elements.q || form.querySelector("input, select")).focus(); // the button pressed is gone now
  }

  // ── CSV of what is shown ───────────────────────────────────────────────────────────────────
  // a spreadsheet would run a text that starts like a formula; numbers and a lone dash are harmless
  function cell(text) {
    const risky = /^[=+\-@\t\r]/.test(text) && text !== "-" && !NUMBER.test(text);
    const safe = risky ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function textOf(element) {
    return element.innerText.replace(/\s+/g, " ").trim();
  }

  function csv() {
    const columns = [...table.tHead.rows[0].cells].map((th, index) => ({ index, name: th.dataset.csv ?? textOf(th) }))
      .filter(({ index, name }) => index > 0 && name);
    const head = [table.tHead.rows[0].cells[0].dataset.csv || "제목", "구분", ...columns.map(({ name }) => name), "주소"];
    const lines = [...body.rows].filter((row) => !row.hidden).map((row) => {
      const meta = row.querySelector(".meta");
      const link = row.querySelector("a[href]");
      const values = columns.map(({ index }) => row.cells[index].dataset.value ?? textOf(row.cells[index]));
      return [titleOf(row), meta ? textOf(meta) : "", ...values, link ? link.href : ""];
    });
    return [head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  function saveCsv() {
    const file = new Blob(["\ufeff" + csv()], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "pledges-view.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ── start ──────────────────────────────────────────────────────────────────────────────────
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => { if (event.target.name === "q") show(false); });
  form.addEventListener("change", (event) => {
    if (event.target === select) setSort(select.value);
    if (event.target.name !== "q") show(true);
  });
  addEventListener("popstate", () => { restore(); show(false); });
  form.hidden = false;
  restore();
  const more = form.querySelector("details");
  if (more) more.open = !narrow.matches || Boolean(more.querySelector(":checked:not(option[value=''])"));
  show(false);
})();

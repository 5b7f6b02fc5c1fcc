// The list page: suggestions and filters while typing, counts beside every choice, chips of what is chosen, sorting,
// the view in the address, CSV of what is shown.
// Only adds: without it the form stays hidden and the table is complete.
(function () {
  "use strict";
  const form = document.querySelector("form.find");
  const table = document.querySelector("table.list");
  if (!form || !table) return;
  const body = table.tBodies[0];
  const field = form.elements.q;
  const more = form.querySelector("details");
  const summary = more.querySelector("summary");
  const narrow = matchMedia("(max-width: 59.99em)");
  const korean = new Intl.Collator("ko", { numeric: true, ignorePunctuation: true });
  const squash = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const option = (words) => words.replace(/\s*\([\d,]+\)\s*$/, ""); // a choice without its count
  // as in search.js: a word may end in a particle, and a space or dot may stand inside it
  const PARTICLE = /(?:에게서|에서는|에서|에게|에는|으로|까지|부터|처럼|이나|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;
  const GAP = "[^\\p{L}\\p{N}]*";
  const AT_ONCE = 40;
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
    title: titleOf(element),
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
    return { typed, wanted, ...understood(typed) };
  }

  // a word as typed, or without its particle where it is nowhere as typed; a letter just begun is not one yet
  function understood(typed) {
    const words = typed.replace(/[\u3131-\u318e]$/u, "").split(/\s+/u).map(squash).filter(Boolean).map((word) => {
      const stem = word.replace(PARTICLE, "");
      return stem.length < 2 || stem === word || rows.some((row) => row.text.includes(word)) ? word : stem;
    });
    return { words, whole: words.join("") };
  }

  function fitsText(row, { words, whole }) {
    return row.text.includes(whole) || words.every((word) => row.text.includes(word));
  }

  function fitsFacet(row, name, wanted) {
    return !wanted.length || row.values[name].some((value) => wanted.includes(value));
  }

  // ── counts beside the choices: each follows all filters but its own ────────────────────────
  const labels = new Map();
  for (const choice of form.querySelectorAll("option")) labels.set(choice, option(choice.textContent));

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
    return key !== "title" && rows.some((row) => /^-?\d[\d.-]*$/.test(sortValue(row, key)));
  }

  function falls(value) {
    return fromTop(value.replace(/^-/, "")) !== value.startsWith("-");
  }

  function inOrder(list) {
    const key = sorted.replace(/^-/, "");
    if (!key) return list.sort((a, b) => a.order - b.order);
    const sign = falls(sorted) ? -1 : 1;
    // what is not known stays last, and before it what is told but is no number
    const tier = (value) => (value ? (value === "told" ? 1 : 0) : 2);
    return list.map((row) => [row, sortValue(row, key)]).sort(([a, x], [b, y]) => {
      if (tier(x) || tier(y)) return tier(x) - tier(y) || a.order - b.order;
      const by = PLAIN.test(x) && PLAIN.test(y) ? x - y : korean.compare(x, y);
      return sign * by || a.order - b.order;
    }).map(([row]) => row);
  }

  // the other way round is a choice only once a head was asked for it
  function offerSort(value) {
    const choices = [...select.options];
    if (choices.some((choice) => choice.value === value)) return;
    const way = choices.find((choice) => "-" + choice.value === value);
    way.after(new Option(way.dataset.back, value));
  }

  function setSort(value) {
    const way = value.replace(/^-/, "");
    sorted = way && [...select.options].some((choice) => choice.value === way) ? value : "";
    offerSort(sorted);
    select.value = sorted;
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
  const chips = document.createElement("div");
  chips.className = "chips";
  chips.setAttribute("role", "group");
  chips.setAttribute("aria-label", "고른 조건");
  told.parentElement.before(chips);
  save.addEventListener("click", saveCsv);
  save.hidden = false;

  // one status line: how many, and in which order when it is not the first one
  function tell(shown) {
    const all = rows.length.toLocaleString("ko");
    const sentence = shown === rows.length ? `<b>${all}건</b> 모두 보는 중`
      : shown ? `${all}건 가운데 <b>${shown.toLocaleString("ko")}건</b>`
        : `${all}건 가운데 맞는 것이 없습니다. 조건을 줄여 보세요.`;
    const words = sentence + (sorted && shown ? " · " + select.selectedOptions[0].text : "");
    if (told.innerHTML !== words) told.innerHTML = words;
  }

  // ── what is chosen, as buttons that take it away ───────────────────────────────────────────
  function wordOf(choice) {
    const group = choice.closest("fieldset, .field");
    const word = group.dataset.word || group.querySelector("legend, label").textContent;
    return [group.matches(".find__row *, [data-word]") ? word : "",
      labels.get(choice) || choice.closest("label").querySelector("b").textContent];
  }

  function chip(choice, number) {
    const button = document.createElement("button");
    const [word, label] = wordOf(choice);
    button.type = "button";
    button.className = "chip";
    button.innerHTML = '<span class="chip__word"></span> <b></b> <em></em><span class="vh">건, 이 조건 빼기</span>';
    button.querySelector(".chip__word").textContent = word;
    button.querySelector("b").textContent = label;
    button.querySelector("em").textContent = number.toLocaleString("ko");
    button.addEventListener("click", () => {
      const at = [...chips.children].indexOf(button);
      if (choice instanceof HTMLOptionElement) choice.parentElement.value = "";
      else choice.checked = false;
      show(true);
      const next = chips.children[at];
      (next && next !== reset ? next : told).focus();
    });
    return button;
  }

  function showChips(ask, tallies) {
    const chosen = facets.flatMap((name) => choicesOf(name)
      .filter((choice) => choice.value && (choice.checked || choice.selected))
      .map((choice) => chip(choice, tallies[name].get(choice.value) || 0)));
    reset.hidden = !(chosen.length || sorted || ask.whole);
    chips.replaceChildren(...chosen, reset);
    chips.hidden = reset.hidden;
    summary.dataset.number = chosen.length || "";
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
    field.value = query.get("q") || "";
    for (const name of facets) {
      const values = query.getAll(name);
      for (const choice of choicesOf(name)) {
        if (choice instanceof HTMLOptionElement) choice.selected = choice.value === (values[0] || "");
        else choice.checked = values.includes(choice.value);
      }
    }
    setSort(query.get("sort") || "");
  }

  // ── show ───────────────────────────────────────────────────────────────────────────────────
  let order = "";
  let listed = rows; // in the order shown
  let later;

  // a long list comes in parts, so that the next letter need not wait for rows that are out of sight
  function reveal(list) {
    clearTimeout(later);
    for (const row of list.slice(0, AT_ONCE)) row.element.hidden = false;
    if (list.length > AT_ONCE) later = setTimeout(reveal, 0, list.slice(AT_ONCE));
  }

  // step: true makes a step to go back to; typing only replaces the address
  function show(step) {
    const ask = asked();
    const tallies = Object.fromEntries(facets.map((name) => [name, new Map()]));
    const totals = Object.fromEntries(facets.map((name) => [name, 0]));
    let shown = 0;
    for (const row of rows) {
      const text = fitsText(row, ask);
      const misses = text ? facets.filter((name) => !fitsFacet(row, name, ask.wanted[name])) : [];
      row.fits = text && !misses.length;
      if (row.fits) shown += 1;
      else row.element.hidden = true;
      if (!text || misses.length > 1) continue;
      for (const name of misses.length ? misses : facets) {
        totals[name] += 1;
        for (const value of row.values[name]) tallies[name].set(value, (tallies[name].get(value) || 0) + 1);
      }
    }
    for (const name of facets) count(choicesOf(name), tallies[name], totals[name]);
    if (order !== sorted) {
      listed = inOrder([...rows]);
      body.append(...listed.map((row) => row.element));
      order = sorted;
    }
    reveal(listed.filter((row) => row.fits));
    for (const th of heads) {
      if (sorted.replace(/^-/, "") !== th.dataset.sort) th.removeAttribute("aria-sort");
      else th.setAttribute("aria-sort", falls(sorted) ? "descending" : "ascending");
    }
    tell(shown);
    showChips(ask, tallies);
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
    field.focus(); // the button pressed is gone now
    close();
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
    const lines = listed.filter((row) => row.fits).map(({ element: row }) => {
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

  // ── suggestions under the field: pages to open, filters to set, words to take ───────────────
  const MOST = 8;
  const box = document.createElement("ul");
  box.className = "suggest";
  box.id = "q-suggest";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", "찾는 말 제안");
  field.after(box);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": box.id, "aria-expanded": "false",
  })) field.setAttribute(name, value);
  let active = -1;

  const kinds = choicesOf("kind").filter((choice) => choice.value);
  const filters = ["place", "dept"].flatMap((name) => choicesOf(name).filter((choice) => choice.value)
    .map((choice) => ({ group: choice.closest(".field").querySelector("label").textContent, name, choice, words: labels.get(choice) })));
  const keywords = [...new Set(rows.flatMap((row) => (row.element.dataset.keywords || "").split("|")))].filter(Boolean)
    .map((words) => ({ group: "낱말", words }));
  const pages = rows.map((row) => {
    const { kind, no } = row.element.dataset;
    return {
      group: labels.get(kinds.find((choice) => choice.value === kind)), row, words: row.title, no: squash(no || ""),
      note: textOf(row.element.querySelector(".meta")), href: row.element.querySelector("a[href]").href,
    };
  });
  for (const each of [...filters, ...keywords, ...pages]) each.flat = squash(each.words);

  // the whole name, its beginning, a part of it, every word of it
  function fitOf({ flat }, { words, whole }) {
    if (flat === whole) return 4;
    if (flat.startsWith(whole)) return 3;
    if (flat.includes(whole)) return 2;
    return words.every((word) => flat.includes(word)) ? 1 : 0;
  }

  // a page also by its number, and last by whatever else its row is found by
  function pageFit(each, ask) {
    if (each.no && each.no === ask.whole) return 5;
    return fitOf(each, ask) || (fitsText(each.row, ask) ? 0.5 : 0);
  }

  function best(list, fit, most) {
    return list.map((each) => ({ each, fit: fit(each) })).filter((found) => found.fit)
      .sort((a, b) => b.fit - a.fit).slice(0, most).map((found) => found.each);
  }

  function suggested(ask) {
    if (!ask.whole) return [];
    const named = (list) => best(list, (each) => fitOf(each, ask), 2);
    const other = [...named(filters), ...named(keywords).filter((each) => each.flat !== ask.whole)];
    const found = best(pages, (each) => pageFit(each, ask), MOST - other.length);
    return [...kinds.flatMap((kind) => found.filter((each) => each.group === labels.get(kind))), ...other];
  }

  function marked(text, { words, whole }) {
    const parts = [whole, ...words].sort((a, b) => b.length - a.length).map((word) => [...word].join(GAP));
    const line = document.createElement("span");
    let from = 0;
    for (const match of text.normalize("NFC").matchAll(new RegExp(parts.join("|"), "giu"))) {
      const hit = document.createElement("mark");
      hit.textContent = match[0];
      line.append(text.slice(from, match.index), hit);
      from = match.index + match[0].length;
    }
    line.append(text.slice(from));
    return line;
  }

  function optionOf(each, at, ask) {
    const item = document.createElement("li");
    item.id = `q-suggest-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(marked(each.words, ask));
    const number = each.href ? 0 : rows.filter((row) => (
      each.choice ? row.values[each.name].includes(each.choice.value) : row.text.includes(each.flat))).length;
    const note = document.createElement("small");
    if (each.href) note.append(marked(each.note, ask));
    else note.textContent = number.toLocaleString("ko") + "건";
    item.append(" ", note);
    item.addEventListener("click", () => take(each));
    return item;
  }

  function suggest() {
    const ask = understood(field.value);
    const found = suggested(ask);
    const groups = [...new Set(found.map((each) => each.group))].map((name, index) => {
      const group = document.createElement("li");
      const head = document.createElement("b");
      const list = document.createElement("ul");
      group.setAttribute("role", "none");
      head.textContent = name;
      head.id = `q-suggest-group-${index}`;
      head.setAttribute("role", "presentation");
      list.setAttribute("role", "group");
      list.setAttribute("aria-labelledby", head.id);
      list.append(...found.flatMap((each, at) => (each.group === name ? [optionOf(each, at, ask)] : [])));
      group.append(head, list);
      return group;
    });
    box.replaceChildren(...groups);
    box.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!box.hidden));
    point(-1);
  }

  function point(at) {
    const items = [...box.querySelectorAll("[role=option]")];
    active = at;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", items[at].id);
      items[at].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    box.hidden = true;
    field.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function take({ href, choice, words }) {
    close();
    if (href) location.assign(href);
    else {
      if (choice) choice.selected = true;
      field.value = choice ? "" : words;
      show(true);
    }
  }

  // the finger or the mouse on a suggestion leaves the cursor in the field
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  box.addEventListener("mousedown", (event) => event.preventDefault());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the key belongs to the Korean letter being put together
    const number = box.hidden ? 0 : box.querySelectorAll("[role=option]").length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!number) suggest();
      else if (event.key === "ArrowDown") point(active + 1 < number ? active + 1 : -1);
      else point(active < 0 ? number - 1 : active - 1);
    } else if (event.key === "Enter") {
      if (active >= 0) box.querySelectorAll("[role=option]")[active].click();
      else close();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (number) close();
      else if (field.value) {
        field.value = "";
        show(false);
      }
    }
  });

  // ── start ──────────────────────────────────────────────────────────────────────────────────
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => { if (event.target === field) { show(false); suggest(); } });
  form.addEventListener("change", (event) => {
    if (event.target === select) setSort(select.value);
    if (event.target !== field) show(true);
  });
  addEventListener("popstate", () => { restore(); show(false); });
  // folded on a phone, where the chips tell what is chosen
  const fold = () => { more.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  restore();
  show(false);
  form.hidden = false;
})();

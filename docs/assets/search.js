// The search panel: reads the index when it is first opened and finds Korean inside words, whatever the spacing.
(function () {
  "use strict";
  const panel = document.getElementById("site-search");
  const field = panel.querySelector("input");
  const count = panel.querySelector("[role=status]");
  const hits = panel.querySelector(".hits");
  const MOST = 20;
  // particles a Korean query may end in; only tried when the word as typed is nowhere
  const PARTICLE = /(?:에서는|에서|에게|으로|까지|부터|이나|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;
  const GAP = "[^\\p{L}\\p{N}]*";
  let pages;

  const squash = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  function plain(html) {
    const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&amp;": "&" };
    return html.replace(/<[^>]*>/g, " ").replace(/&(?:lt|gt|quot|#x27|#39|amp);/g, (name) => entities[name])
      .replace(/\s+/g, " ").trim();
  }

  // docs of one page, its own entry first, become { title, location, sections }
  function gather(docs) {
    const byPage = new Map();
    for (const doc of docs) {
      const address = doc.location.split("#")[0];
      const title = plain(doc.title);
      const text = plain(doc.text);
      if (!byPage.has(address)) byPage.set(address, { title, address, sections: [] });
      const page = byPage.get(address);
      page.sections.push({ location: doc.location, title, text, flat: squash(title + " " + text) });
    }
    for (const page of byPage.values()) page.flat = squash(page.title);
    return [...byPage.values()];
  }

  async function load() {
    if (!pages) {
      pages = fetch(panel.dataset.index).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).then((index) => gather(index.docs));
      pages.catch(() => { pages = undefined; });
    }
    return pages;
  }

  // every word as typed, with its form without particle behind it
  function words(query) {
    return query.split(/\s+/u).map((typed) => {
      const word = squash(typed);
      const stem = word.replace(PARTICLE, "");
      return stem.length > 1 && stem !== word ? [word, stem] : [word];
    }).filter(([word]) => word);
  }

  const has = (flat, forms) => forms.some((form) => flat.includes(form));

  // how well a title answers: the whole, its beginning, a part of it, all words of it, some words
  function titleScore(flat, whole, forms) {
    const close = whole.length / Math.max(flat.length, 1);
    if (flat === whole) return 1000;
    if (flat.startsWith(whole)) return 600 + 100 * close;
    if (flat.includes(whole)) return 500 + 100 * close;
    const found = forms.filter((word) => has(flat, word)).length;
    return (found === forms.length ? 300 : 60 * found / forms.length) + (found ? 50 * close : 0);
  }

  function score(page, forms) {
    const wholes = [forms.map(([word]) => word).join(""), forms.map((word) => word.at(-1)).join("")];
    const title = Math.max(...wholes.map((whole) => titleScore(page.flat, whole, forms)));
    let best = { section: page.sections[0], value: 0 };
    const missing = new Set(forms);
    for (const section of page.sections) {
      let value = wholes.some((whole) => section.flat.includes(whole)) ? 40 : 0;
      for (const word of forms) {
        if (!has(section.flat, word)) continue;
        missing.delete(word);
        value += 30 / forms.length;
      }
      if (value > best.value) best = { section, value };
    }
    for (const word of [...missing]) if (has(page.flat, word)) missing.delete(word);
    const section = title >= 300 ? page.sections[0] : best.section;
    return { page, section, value: title + best.value, all: missing.size === 0 };
  }

  function find(all, query) {
    const forms = words(query);
    if (!forms.length) return [];
    const scored = all.map((page) => score(page, forms)).filter((hit) => hit.value > 0);
    const complete = scored.filter((hit) => hit.all);
    return (complete.length ? complete : scored).sort((a, b) => b.value - a.value);
  }

  function pattern(query) {
    const forms = words(query);
    const whole = forms.map(([word]) => word).join(""); // what was typed with a space may be written without
    const parts = [whole, ...forms.flat()].sort((a, b) => b.length - a.length)
      .map((word) => [...word].map((c) => c.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(GAP));
    return new RegExp(parts.join("|"), "giu");
  }

  function mark(text, found) {
    const line = document.createElement("span");
    let from = 0;
    for (const match of text.matchAll(found)) {
      const hit = document.createElement("mark");
      hit.textContent = match[0];
      line.append(text.slice(from, match.index), hit);
      from = match.index + match[0].length;
    }
    line.append(text.slice(from));
    return line;
  }

  function excerpt(text, found) {
    const at = text.search(found);
    const start = at < 24 ? 0 : text.indexOf(" ", at - 24) + 1;
    const cut = text.slice(start, start + 110);
    return (start ? "… " : "") + cut + (start + 110 < text.length ? " …" : "");
  }

  function item({ page, section }, found) {
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = panel.dataset.base + "/" + section.location;
    const title = mark(page.title, found);
    title.className = "hits__title";
    a.append(title);
    if (section.title !== page.title) {
      const part = mark(section.title, found);
      part.className = "hits__part";
      a.append(part);
    }
    if (section.text) {
      const text = mark(excerpt(section.text, found), found);
      text.className = "hits__text";
      a.append(text);
    }
    li.append(a);
    return li;
  }

  function told(number) {
    if (!number) return "맞는 쪽이 없습니다. 낱말을 줄이거나 바꿔 보세요.";
    return number > MOST ? `${number}쪽을 찾아 앞의 ${MOST}쪽을 보입니다` : `${number}쪽을 찾았습니다`;
  }

  async function show() {
    const query = field.value.trim();
    if (!query) {
      hits.replaceChildren();
      count.textContent = "";
      return;
    }
    try {
      const result = find(await load(), query);
      if (field.value.trim() !== query) return; // a later key has taken over
      const found = pattern(query);
      hits.replaceChildren(...result.slice(0, MOST).map((hit) => item(hit, found)));
      count.textContent = told(result.length);
    } catch {
      count.textContent = "찾아보기를 읽지 못했습니다. 잠시 뒤 다시 해 보세요.";
    }
  }

  function links() {
    return [field, ...hits.querySelectorAll("a")];
  }

  let typed = false; // since the panel opened: "toggle" is told late, and a quick reader's first letter must stay
  field.addEventListener("input", () => { typed = true; show(); });
  panel.addEventListener("beforetoggle", () => { typed = false; });
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    load().catch(() => {});
    if (!typed && !hits.contains(document.activeElement)) field.select();
  });
  // a result may be a part of the page under the panel
  hits.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) panel.hidePopover?.();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && panel.hidePopover) {
      event.preventDefault(); // a search field would only empty itself
      panel.hidePopover();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = links();
    const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (!all[next]) return;
    event.preventDefault();
    all[next].focus();
  });
  panel.querySelector("form").addEventListener("submit", (event) => {
    const first = hits.querySelector("a");
    if (!first) return; // the list page then says that nothing fits
    event.preventDefault();
    first.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || !panel.showPopover) return;
    event.preventDefault();
    panel.togglePopover();
  });
})();

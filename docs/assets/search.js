// The search panel: reads the index when it is first opened and finds Korean inside words, whatever the spacing.
(function () {
  "use strict";
  const panel = document.getElementById("site-search");
  const field = panel.querySelector("input");
  const count = panel.querySelector("[role=status]");
  const hits = panel.querySelector(".hits");
  const ways = panel.querySelector(".site-search__ways");
  const index = new URL(panel.dataset.index, document.baseURI);
  const root = new URL("..", index);
  const MOST = 20;
  // a generated page's tags begin with its kind, what it is about, and of a commitment its reported status
  const HEAD = { 공약: 3, 지원사업: 3, 지역: 2 };
  const PARTICLE = /(?:에게서|에서는|에서|에게|에는|으로|까지|부터|처럼|이나|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;
  const NUMBER = /(?<![\p{L}\p{N}])[\divx]+(?:\s*\p{Pd}\s*[\divx]+)+(?![\p{L}\p{N}])/giu; // of a pledge: 1-1-5, Ⅲ-①-1
  const GAP = "[^\\p{L}\\p{N}]*";
  const STRONG = 5; // from here on a word is in the title, the place or the keywords, not only in the text
  let pages;

  const squash = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const dashed = (text) => text.normalize("NFKC").toLowerCase().replace(/\s*\p{Pd}\s*/gu, "-").trim();
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

  function plain(html) {
    const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&amp;": "&" };
    return html.replace(/<[^>]*>/g, " ").replace(/&(?:lt|gt|quot|#x27|#39|amp);/g, (name) => entities[name])
      .replace(/\s+/g, " ").trim();
  }

  // ── what is there ──────────────────────────────────────────────────────────────────────────

  // a name without its spaces, and where its words begin and end
  function named(text) {
    const words = text.split(/[^\p{L}\p{N}]+/u).map(squash).filter(Boolean);
    const starts = new Set();
    words.reduce((at, word) => { starts.add(at); return at + word.length; }, 0);
    return { flat: words.join(""), words, starts };
  }

  function opened(doc) {
    const title = plain(doc.title);
    const tags = doc.tags || [];
    const known = HEAD[tags[0]] || 0;
    const [kind, about, status] = known ? tags : ["안내"];
    const comma = kind === "공약" || kind === "지원사업" ? title.lastIndexOf(", ") : -1; // “title, place”
    const name = comma < 0 ? title : title.slice(0, comma);
    const place = comma < 0 ? "" : title.slice(comma + 2);
    const words = tags.slice(known);
    const number = words.find((each) => /^[\divx]+(-[\divx]+)*$/.test(dashed(each)));
    return {
      name, place, kind, about, status: known > 2 ? status : "", number, words, sections: [],
      title: named(name), where: named(place), tags: words.map(named), dashed: number && dashed(number),
      letters: [name, place, ...words].map(squash).join(" ").normalize("NFD"),
    };
  }

  // docs of one page, its own entry first, become one page with sections
  function gather(docs) {
    const byPage = new Map();
    for (const doc of docs) {
      const address = doc.location.split("#")[0];
      if (!byPage.has(address)) byPage.set(address, opened(doc));
      const page = byPage.get(address);
      const title = plain(doc.title);
      const parts = (page.sections.length ? "" : `<p>${page.about || ""}</p>`).concat(doc.text).split(/<\/?(?:p|li|ul|ol|dl|dt|dd)>/).map(plain).filter(Boolean);
      page.sections.push({
        location: doc.location, title, parts, head: squash(title), flat: squash(title + " " + parts.join(" ")),
        terms: new Set(page.kind === "안내" ? parts.map(squash) : []),
      });
    }
    return [...byPage.values()];
  }

  async function load() {
    if (!pages) {
      pages = fetch(index).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).then(({ docs }) => gather(docs));
      pages.catch(() => { pages = undefined; });
    }
    return pages;
  }

  // ── how well a page answers a word ─────────────────────────────────────────────────────────

  // best as a whole word of the name, then as the beginning of one, then inside
  function inName({ flat, words, starts }, word, whole, begin, inside) {
    let best = words.includes(word) || flat === word ? whole : 0;
    for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + 1)) {
      best = Math.max(best, starts.has(at) ? begin : word.length > 1 ? inside : 0);
    }
    return best && best + word.length / flat.length / 2;
  }

  function inText(page, word) {
    const written = page.kind === "안내"; // the headings of generated pages are all the same
    return Math.max(...page.sections.map(({ head, flat, terms }, at) => {
      if (!flat.includes(word)) return 0;
      if (!written) return at ? 2 : 3;
      return terms.has(word) ? 4.5 : at && head.includes(word) ? 4 : 1.5; // 4.5: a word of the glossary
    }));
  }

  function inPage(page, word) {
    return Math.max(
      inName(page.title, word, 11, 10, 9),
      inName(page.where, word, 8, 8, word.length > 1 ? 5 : 0),
      ...page.tags.map((tag) => inName(tag, word, 8, 7, 6)),
      inText(page, word),
    );
  }

  function strength(page, { forms, number, like }) {
    if (number) return page.dashed === number ? 14 : page.dashed?.endsWith("-" + number) ? 9 : 0;
    if (like) return like.test(page.letters) ? 7 : 0;
    return Math.max(...forms.map((form, at) => inPage(page, form) * (at ? 0.9 : 1)));
  }

  // ── what is asked ──────────────────────────────────────────────────────────────────────────

  // as typed, then without its particle
  function word(typed) {
    const flat = squash(typed);
    const stem = flat.replace(PARTICLE, "");
    return { forms: stem.length > 1 && stem !== flat ? [flat, stem] : [flat] };
  }

  // 송파화장실 → 송파, 화장실: the cut that one page answers best
  function cut(all, typed) {
    let best = { value: 0, words: [] };
    for (let at = 2; at <= typed.length - 2; at += 1) {
      const words = [word(typed.slice(0, at)), word(typed.slice(at))];
      for (const page of all) {
        const found = words.map((each) => strength(page, each));
        if (Math.min(...found) >= STRONG && sum(found) > best.value) best = { value: sum(found), words };
      }
    }
    return best.words;
  }

  // one letter (a jamo in Korean) wrong, missing or too many; short words are left alone
  function alike(typed) {
    const letters = [...typed.normalize("NFD")];
    if (letters.length < 7) return null;
    const ways = letters.flatMap((_, at) => {
      const [before, after] = [letters.slice(0, at).join(""), letters.slice(at + 1).join("")];
      return [before + ".?" + after, before + letters[at] + "." + after];
    });
    return { forms: [], like: new RegExp(ways.join("|"), "u") };
  }

  // the words of a query that are somewhere on the site; a word that is nowhere is cut, then corrected, then left out
  function understood(all, query) {
    const there = (each) => all.some((page) => strength(page, each) > 0);
    const numbers = [];
    const rest = query.normalize("NFKC").replace(NUMBER, (typed) => {
      const number = { forms: [squash(typed)], number: dashed(typed) };
      if (!there(number)) return typed;
      numbers.push(number);
      return " ";
    });
    const typed = rest.split(/\s+/u).map(word).filter(({ forms }) => forms[0]);
    const whole = typed.length > 1 && {
      forms: [...new Set([typed.map(({ forms }) => forms[0]).join(""), typed.map(({ forms }) => forms.at(-1)).join("")])],
    };
    const words = typed.flatMap((each) => {
      if (there(each)) return [each];
      const parts = cut(all, each.forms[0]);
      if (parts.length) return parts;
      const near = alike(each.forms.at(-1));
      return near && there(near) ? [near] : [];
    });
    const topics = words.filter(({ forms }) => !forms.includes("공약")); // 송파구 공약 asks for 송파구
    return { words: [...numbers, ...(topics.length ? topics : words)], whole: !numbers.length && whole };
  }

  function score(page, { words, whole }) {
    const found = words.map((each) => strength(page, each));
    const joined = whole ? strength(page, whole) : 0;
    let matched = found.filter(Boolean).length;
    let value = sum(found);
    if (joined && joined * words.length + 4 > value) {
      value = joined * words.length + 4;
      matched = words.length;
    }
    const best = Math.max(joined, ...found);
    if (matched === words.length) value += 6;
    if ((whole ? whole.forms : words[0].forms).includes(page.title.flat)) value += 20;
    if (best >= STRONG && page.status) value += 3; // a pledge before a list that names it
    if (page.kind === "지역" && Math.min(...found) >= STRONG) value += 8; // nothing but a place was asked for
    return { page, value, matched, strong: best >= STRONG };
  }

  function find(all, query) {
    const asked = understood(all, query);
    if (!asked.words.length && !asked.whole) return { asked, result: [] };
    if (!asked.words.length) asked.words = [asked.whole];
    const scored = all.map((page) => score(page, asked)).filter((hit) => hit.matched);
    scored.sort((a, b) => b.value - a.value);
    const needed = Math.min(scored[0]?.matched, asked.words.length);
    return { asked, result: scored.filter((hit) => hit.matched >= needed) };
  }

  // ── what is shown ──────────────────────────────────────────────────────────────────────────

  function pattern({ words, whole }) {
    const parts = [...(whole ? whole.forms : []), ...words.flatMap(({ forms }) => forms)]
      .sort((a, b) => b.length - a.length).map((form) => [...form].join(GAP));
    return parts.length ? new RegExp(parts.join("|"), "giu") : /(?!)/gu;
  }

  function line(name, text, found) {
    const span = document.createElement("span");
    span.className = name;
    let from = 0;
    for (const match of text.normalize("NFC").matchAll(found)) {
      const hit = document.createElement("mark");
      hit.textContent = match[0];
      span.append(text.slice(from, match.index), hit);
      from = match.index + match[0].length;
    }
    span.append(text.slice(from));
    return span;
  }

  function excerpt(text, found) {
    const at = text.search(found);
    const start = at < 80 ? 0 : text.indexOf(" ", at - 24) + 1;
    const end = start + 110;
    return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  // the paragraph that says it, else the first one
  const told = ({ parts }, found) => parts.find((part) => part.search(found) >= 0) || parts[0] || "";

  // a page found by its name opens at its top, another where most of the words stand
  function sectionOf({ page, strong }, { words }) {
    if (strong) return page.sections[0];
    const has = ({ flat }) => words.filter(({ forms }) => forms.some((form) => flat.includes(form))).length;
    return page.sections.reduce((best, each) => (has(each) > has(best) ? each : best));
  }

  function item(hit, asked, found) {
    const { page } = hit;
    const section = sectionOf(hit, asked);
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = new URL(section.location, root);
    const kind = page.kind + (page.number ? " " + page.number : "");
    const text = excerpt((hit.strong && page.about) || told(section, found), found);
    a.append(line("hits__title", page.name, found));
    a.append(line("hits__where", [page.place, kind, page.status].filter(Boolean).join(" · "), found));
    if (section !== page.sections[0]) a.append(line("hits__part", section.title, found));
    if (text) a.append(line("hits__text", text, found));
    const behind = a.querySelector("mark") ? [] : page.words.filter((each) => each.search(found) >= 0);
    if (behind.length) a.append(line("hits__part", "관련 낱말: " + behind.join(", "), found));
    li.append(a);
    return li;
  }

  function summary(number, { words }) {
    if (!number) return "맞는 페이지가 없습니다. 낱말을 줄이거나 바꿔 보세요.";
    const near = words.some(({ like }) => like) ? "비슷한 말로 " : "";
    return number > MOST ? `${near}${number}페이지를 찾아 앞의 ${MOST}페이지를 보입니다` : `${near}${number}페이지를 찾았습니다`;
  }

  async function show() {
    const query = field.value.trim();
    if (!query) {
      hits.replaceChildren();
      count.textContent = "";
      ways.hidden = false;
      return;
    }
    try {
      const all = await load();
      if (field.value.trim() !== query) return; // a later key has taken over
      const { asked, result } = find(all, query);
      const found = pattern(asked);
      hits.replaceChildren(...result.slice(0, MOST).map((hit) => item(hit, asked, found)));
      count.textContent = summary(result.length, asked);
      ways.hidden = result.length > 0;
    } catch {
      hits.replaceChildren();
      count.textContent = "찾아보기를 읽지 못했습니다. 잠시 뒤 다시 해 보세요.";
      ways.hidden = false;
    }
  }

  // ── opening, keys ──────────────────────────────────────────────────────────────────────────

  let typed = false; // since the panel opened: "toggle" is told late, and a quick reader's first letter must stay
  field.addEventListener("input", () => { typed = true; show(); });
  panel.addEventListener("beforetoggle", (event) => {
    typed = false;
    if (event.newState === "open") field.setSelectionRange(0, field.value.length); // what was asked last gives way
  });
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    load().catch(() => {});
    if (!typed && !hits.contains(document.activeElement)) field.select();
  });
  // a result may be a part of the page under the panel
  panel.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) panel.hidePopover?.();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the key belongs to the Korean letter being put together
    if (event.key === "Escape" && panel.hidePopover) {
      event.preventDefault(); // a search field would only empty itself
      panel.hidePopover();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [field, ...panel.querySelectorAll(".hits a, .site-search__ways:not([hidden]) a")];
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (!links[next]) return;
    event.preventDefault();
    links[next].focus();
  });
  panel.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await show(); // the index may still be under way
    const first = hits.querySelector("a");
    if (first) first.click();
    else event.target.submit(); // the list page then says that nothing fits
  });
  // a search box of a page opens the panel with what was typed
  for (const box of document.querySelectorAll("form.ask")) {
    box.addEventListener("submit", (event) => {
      const query = box.elements.q.value.trim();
      if (!query || !panel.showPopover) return;
      event.preventDefault();
      field.value = query;
      panel.showPopover();
      show();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || !panel.showPopover) return;
    event.preventDefault();
    panel.togglePopover();
  });
})();

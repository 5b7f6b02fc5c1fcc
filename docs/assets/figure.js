// Figures: a chart that moves when it is asked for or hovered, and its picture as PNG. Only adds: the drawing, its table
// and its files are complete without it. Vega (vega.js beside this file) is loaded once, from this site.
(function () {
  "use strict";
  const PLAYER = new URL("vega.js", document.currentScript.src).href;
  const HOVER = 300; // ms that tell a look from a passing pointer
  const PLAY = "움직이는 차트로 보기";
  const STILL = "멈춘 차트로 보기";
  const COMPUTED = "#cb5d1b"; // as the drawings have it: words of this colour get the darker one of the style sheet
  let player;

  function loadPlayer() {
    player ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = PLAYER;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => {
        player = undefined;
        script.remove();
        reject(new Error(PLAYER));
      };
      document.head.append(script);
    });
    return player;
  }

  async function load(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return answer;
  }

  // One box for all charts: what the mark under the pointer tells, as text and never as HTML.
  const tip = document.createElement("div");
  tip.hidden = true;
  tip.setAttribute("role", "tooltip");
  Object.assign(tip.style, {
    position: "fixed", zIndex: "9", maxWidth: "16rem", padding: ".3rem .5rem", pointerEvents: "none",
    background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "var(--r-2)",
    font: "var(--t-foot)/1.5 var(--font)",
  });
  document.body.append(tip);

  function tell(handler, event, item, value) {
    if (!value && pointer.touches) return; // a lifted finger has left; what it asked for stays
    tip.hidden = !value;
    if (!value) return;
    const told = Object.entries(value).filter(([, text]) => text);
    tip.replaceChildren(...told.map(([name, text]) => {
      const line = document.createElement("div");
      const label = document.createElement("b");
      label.textContent = name;
      line.append(label, ` ${text}`);
      return line;
    }));
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 12, innerWidth - box.width - 4))}px`;
    tip.style.top = `${Math.max(4, event.clientY - box.height - 10)}px`;
  }

  function hush() {
    tip.hidden = true;
  }

  // Vega takes a pixel for a unit. Asked where the drawing is, it is told where it would be at that size.
  const pointer = { x: 0, y: 0, touches: false };
  function follow(event) {
    if (event.pointerType) pointer.touches = event.pointerType === "touch";
    pointer.x = event.clientX;
    pointer.y = event.clientY;
  }
  function inUnits(drawing) {
    drawing.getBoundingClientRect = () => {
      const box = Element.prototype.getBoundingClientRect.call(drawing);
      const size = box.width / drawing.viewBox.baseVal.width || 1;
      return new DOMRect(
        pointer.x - (pointer.x - box.left) / size, pointer.y - (pointer.y - box.top) / size,
        box.width / size, box.height / size,
      );
    };
  }

  // Drawn apart from the page and put in place whole, at the size of the still drawing: nothing shifts.
  async function draw(address, still) {
    const [embed, answer] = await Promise.all([loadPlayer(), load(address)]);
    const stage = document.createElement("div");
    // ast: expressions are interpreted, not turned into code, so that no policy of a page needs unsafe-eval
    await embed(stage, await answer.json(), {
      mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, tooltip: tell,
    });
    const drawing = stage.querySelector("svg");
    // one picture with one name: its parts, which Vega calls symbols, stand in the table
    for (const part of drawing.querySelectorAll("[role], [aria-roledescription]")) {
      for (const name of ["role", "aria-roledescription", "aria-label"]) part.removeAttribute(name);
    }
    for (const name of ["class", "role", "aria-label"]) drawing.setAttribute(name, still.getAttribute(name));
    for (const name of ["width", "height"]) drawing.removeAttribute(name);
    for (const text of drawing.querySelectorAll(`text[fill="${COMPUTED}"]`)) text.classList.add("computed");
    for (const words of drawing.querySelectorAll(".mark-text")) words.setAttribute("pointer-events", "none");
    drawing.style.touchAction = "pan-y";
    inUnits(drawing);
    // Vega tells of what a pointer moves over, and a finger that taps does not move
    drawing.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") event.target.dispatchEvent(new PointerEvent("pointermove", event));
    });
    return stage;
  }

  function makeButton(text, hidden) {
    const button = document.createElement("button");
    const name = document.createElement("span");
    const of = document.createElement("span");
    button.type = "button";
    name.textContent = text;
    of.className = "vh";
    of.textContent = hidden;
    button.append(name, of);
    return [button, name];
  }

  function playButton(address, still, title) {
    const [button, name] = makeButton(PLAY, `: ${title}`);
    let stage;
    let busy = false;

    async function play(failed) {
      if (busy) return;
      busy = true;
      button.style.minWidth = `${button.offsetWidth}px`; // the shorter words to come move nothing
      name.textContent = "차트를 불러오는 중";
      try {
        stage ??= await draw(address, still);
        still.replaceWith(stage);
        name.textContent = STILL;
      } catch {
        name.textContent = failed;
      }
      busy = false;
    }

    button.addEventListener("click", () => {
      if (!stage?.isConnected) {
        play("차트를 불러오지 못했습니다. 다시 하기");
        return;
      }
      stage.replaceWith(still);
      hush();
      name.textContent = PLAY;
    });
    if (matchMedia("(hover: hover)").matches && !navigator.connection?.saveData) {
      let wait;
      still.addEventListener("pointerenter", () => {
        if (!stage) wait = setTimeout(play, HOVER, PLAY);
      });
      still.addEventListener("pointerleave", () => clearTimeout(wait));
    }
    return button;
  }

  // The file that stands alone, painted: white paper, twice the size, the font of the page.
  async function paint(address) {
    const text = await (await load(address)).text();
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    drawing.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
    const blob = new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
    const source = URL.createObjectURL(blob);
    try {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const brush = canvas.getContext("2d");
      brush.fillStyle = "#ffffff";
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(image, 0, 0);
      return await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
    } finally {
      URL.revokeObjectURL(source);
    }
  }

  function paintButton(address, file, title) {
    const [button, name] = makeButton("PNG", ` 그림 받기: ${title}`);
    button.addEventListener("click", async () => {
      try {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await paint(address));
        link.download = (file || new URL(address).pathname.split("/").pop()).replace(/\.svg$/, ".png");
        link.click();
        setTimeout(URL.revokeObjectURL, 10000, link.href);
        name.textContent = "PNG";
      } catch {
        name.textContent = "PNG를 만들지 못했습니다. 다시 하기";
      }
    });
    return button;
  }

  let any = false;
  for (const figure of document.querySelectorAll("figure[data-spec]")) {
    const still = figure.querySelector("svg.chart");
    const tools = figure.querySelector(".tools");
    if (!still || !tools) continue;
    any = true;
    const title = figure.querySelector("h3, figcaption")?.textContent ?? "";
    const picture = tools.querySelector('a[href$=".svg"]');
    if (picture) picture.after(paintButton(picture.href, picture.download, title));
    tools.append(playButton(new URL(figure.dataset.spec, document.baseURI).href, still, title));
  }
  if (!any) return;
  for (const kind of ["pointermove", "pointerdown", "wheel"]) addEventListener(kind, follow, { capture: true, passive: true });
  // what was tapped scrolls away under the box; who reads with a magnifier must be able to put it away
  for (const kind of ["pointerdown", "scroll"]) addEventListener(kind, hush, { capture: true, passive: true });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });
})();

// Light or dark: the system decides until the reader does; choosing what the system has gives it back.
(function () {
  "use strict";
  const root = document.documentElement;
  const button = document.getElementById("scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = "pledges.scheme";

  function show(scheme) {
    root.dataset.mdColorScheme = scheme;
    button.setAttribute("aria-pressed", String(scheme === "slate"));
  }
  function ofSystem() {
    return system.matches ? "slate" : "default";
  }
  function kept() {
    try { return localStorage.getItem(chosen); } catch { return null; } // storage may be forbidden
  }
  function keep(scheme) {
    try {
      if (scheme === ofSystem()) localStorage.removeItem(chosen);
      else localStorage.setItem(chosen, scheme);
    } catch { /* the choice then lasts for this page */ }
  }

  button.addEventListener("click", () => {
    const scheme = root.dataset.mdColorScheme === "slate" ? "default" : "slate";
    show(scheme);
    keep(scheme);
  });
  system.addEventListener("change", () => { if (!kept()) show(ofSystem()); });
  addEventListener("storage", (event) => { if (event.key === chosen) show(event.newValue || ofSystem()); });
  show(kept() || ofSystem());
})();

// Buttons with data-copy copy that text, or with none what stands before them; with data-copy-address the address
// of this view.
// They are hidden in the page and shown here: without a script they would do nothing.
(function () {
  "use strict";
  const BUTTONS = "[data-copy], [data-copy-address]";
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let silence;

  function say(text) {
    clearTimeout(silence);
    said.textContent = "";
    // a fresh text node is announced even when the words are the same
    requestAnimationFrame(() => { said.textContent = text; });
    silence = setTimeout(() => { said.textContent = ""; }, 4000);
  }

  // a page read over plain http has no clipboard object
  function copyBySelection(text) {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.className = "vh";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (before) before.focus();
    return done;
  }

  async function copy(text) {
    if (!navigator.clipboard) return copyBySelection(text);
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(BUTTONS);
    if (!button) return;
    const text = button.dataset.copy ?? location.href;
    const done = await copy(text || button.previousElementSibling.textContent);
    say(done ? "복사했습니다" : "복사하지 못했습니다. 글을 직접 골라 복사해 주세요.");
  });
  for (const button of document.querySelectorAll(BUTTONS)) button.hidden = false;
})();

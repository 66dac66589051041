// One key leads to the next case or file and one to the previous. Single keys can be pressed by a slip or
// by speech, so they can be turned off on the page (WCAG 2.1.4), and they rest while someone is writing.
const STORE = "review-keys";
const hint = document.querySelector("[data-keys]");

function areOn() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

function show() {
  hint.hidden = false;
  hint.querySelector("[data-keys-on]").hidden = !areOn();
  hint.querySelector("[data-keys-off]").hidden = areOn();
}

function turn(event) {
  const wanted = event.target.dataset.keysToggle;
  if (!wanted) return;
  try {
    localStorage.setItem(STORE, wanted);
  } catch {
    return;
  }
  show();
  hint.querySelector(`[data-keys-toggle="${wanted === "on" ? "off" : "on"}"]`).focus();
}

function isWriting(element) {
  return element.isContentEditable || Boolean(element.closest("input, select, textarea"));
}

function press(event) {
  const withOther = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  if (withOther || event.repeat || event.defaultPrevented || !areOn() || isWriting(event.target)) return;
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  link?.click();
}

if (hint && document.querySelector("a[data-key]")) {
  show();
  hint.addEventListener("click", turn);
  document.addEventListener("keydown", press);
}

// A second press on a button that is already sending does nothing. The server bears any number of
// presses; this spares a slow telephone the work. After a few seconds one may press again: the
// network may have failed without the page noticing.
const PAUSE = 4000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const now = performance.now();
  if (now - (sent.get(form) ?? -PAUSE) < PAUSE) event.preventDefault();
  else sent.set(form, now);
});

// Coming back with the browser's arrow, the form may be sent again at once.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});

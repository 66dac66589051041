// Warns before the session ends and lets one stay (components/session_warning.html). The server is asked
// before anything is said: another tab may have prolonged the session, or ended it.
import { freshMarks } from "./fresh-marks.js";

const dialog = document.querySelector("dialog.session-warning");
if (dialog) watch(dialog);

function watch(dialog) {
  const { warn, person, minutes, away } = dialog.dataset;
  const [soon, ended] = ["soon", "ended"].map((name) => dialog.querySelector(`[data-part=${name}]`));
  const form = dialog.querySelector("form");
  const left = dialog.querySelector("[data-left]");
  let endsAt = 0;
  let timer = 0;

  function wait(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, seconds) * 1000);
  }

  // From the server's answer: how long is left, and what to do about it.
  function take(seconds) {
    endsAt = Date.now() + seconds * 1000;
    if (seconds > warn) {
      if (dialog.open) dialog.close();
      wait(seconds - warn);
    } else if (seconds > 0) {
      show(soon);
      tell();
    } else {
      clearTimeout(timer);
      show(ended);
    }
  }

  async function ask() {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    const told = await response.json();
    // Somebody else has signed in here meanwhile: for this page that is as signed out as nobody.
    return String(told.person) === person ? told.seconds : 0;
  }

  async function look() {
    try {
      take(await ask());
    } catch {
      wait(30);
    }
  }

  function show(part) {
    const news = part.hidden || !dialog.open;
    soon.hidden = part !== soon;
    ended.hidden = part !== ended;
    const title = part.querySelector("h2");
    dialog.setAttribute("aria-labelledby", title.id);
    if (!dialog.open) dialog.showModal();
    // The title, not the button: whoever is in the middle of a word must not press anything by it.
    if (news) title.focus();
  }

  // Count the minutes; at the end, ask.
  function tell() {
    const seconds = Math.round((endsAt - Date.now()) / 1000);
    left.textContent = minutes.replace("{n}", String(Math.max(1, Math.ceil(seconds / 60))));
    clearTimeout(timer);
    timer = setTimeout(seconds > 60 ? tell : look, (seconds > 60 ? 60 : seconds + 1) * 1000);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    freshMarks();
    try {
      await fetch(form.action, { method: "POST", body: new FormData(form) });
      take(await ask());
    } catch {
      left.textContent = away;
    }
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  // Back from another tab, where one may have signed in again.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || endsAt - Date.now() > warn * 1000) return;
    freshMarks();
    look();
  });

  take(Number(dialog.dataset.seconds));
}

// Saves a page of the application while someone writes: some seconds after the last key, when the page is
// hidden, and before a link is followed. It is the same save as the button's. The answer's revision goes
// into the form, so that the button's own save afterwards is not taken for one from an older tab.
import { freshMarks } from "./fresh-marks.js";

const PAUSE = 4_000;        // after the last key
const LONGEST = 30_000;     // of writing without a pause
const RETRY = 15_000;       // when the server did not answer
const PATIENCE = 4_000;     // that a button or a link waits for a save under way
const KEEPALIVE_LIMIT = 60_000;

const form = document.querySelector("form[data-autosave]");
if (form) autosave(form, document.querySelector(".form-saved"));

function autosave(form, note) {
  const revision = form.elements.revision;
  const [shown, spoken] = note.children;
  let saved = words();
  // Sent, but not known to have arrived. It is sent again just so, which is one save if it had.
  let unanswered = null;
  let running = null;
  let stopped = false;
  let leaving = false;
  let waiting = false;
  let timer = 0;
  let writingSince = 0;

  // What is typed, as a browser would post it.
  function words() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const ours = name === "csrfmiddlewaretoken" || name === "revision";
      if (!ours && typeof value === "string") typed.append(name, value.replace(/\r\n?|\n/g, "\r\n"));
    }
    return typed.toString();
  }

  function show({ text, url = "", link = "" }, problem) {
    const wasProblem = note.classList.contains("form-saved--problem");
    const news = problem ? !shown.textContent.startsWith(text) : wasProblem || !spoken.textContent;
    shown.textContent = text;
    if (url) {
      const way = document.createElement("a");
      way.href = url;
      way.textContent = link;
      if (!stopped) way.target = "_blank";
      shown.append(" ", way);
    }
    note.classList.toggle("form-saved--problem", problem);
    // Told aloud the first time and when something is wrong, not at every save.
    if (news) spoken.textContent = text;
  }

  function schedule(after) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, after);
  }

  function save({ hidden = false } = {}) {
    clearTimeout(timer);
    if (stopped || leaving) return Promise.resolve();
    running ??= attempt(hidden).finally(() => {
      running = null;
      if (!stopped && !leaving && !unanswered && words() !== saved && document.hidden) save({ hidden: true });
    });
    return running;
  }

  async function attempt(hidden) {
    const typed = unanswered ?? words();
    if (typed === saved) return;
    unanswered = typed;
    writingSince = 0;
    freshMarks();
    const { csrfmiddlewaretoken } = form.elements;
    const marks = { revision: revision.value, csrfmiddlewaretoken: csrfmiddlewaretoken.value };
    const body = `${typed}&${new URLSearchParams(marks)}`;
    let response, answer;
    try {
      response = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
        keepalive: hidden && body.length < KEEPALIVE_LIMIT,
        signal: AbortSignal.timeout(RETRY),
      });
      answer = await response.json();
    } catch {
      show({ text: note.dataset.away }, true);
      schedule(RETRY);
      return;
    }
    take(response, answer, typed);
  }

  function take(response, answer, typed) {
    unanswered = null;
    if (response.ok) {
      revision.value = answer.revision;
      saved = typed;
      show(answer, false);
      if (words() !== saved) schedule(PAUSE);
      return;
    }
    stopped = [404, 409, 410].includes(response.status);
    show(answer, true);
    if (response.status === 429) schedule(1_000 * Number(response.headers.get("Retry-After")));
  }

  // Wait for a save under way, but not for ever; with `all`, also save what has been typed since.
  function settle({ all = false } = {}) {
    waiting = true;
    const enough = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    const done = save().then(() => (all && !unanswered ? save() : null));
    return Promise.race([done, enough]).finally(() => { waiting = false; });
  }

  form.addEventListener("input", () => {
    writingSince ||= performance.now();
    const left = LONGEST - (performance.now() - writingSince);
    schedule(Math.max(0, Math.min(PAUSE, left)));
  });

  // A save that overtakes the button's, or is overtaken by it, would look like one from another tab.
  form.addEventListener("submit", (event) => {
    freshMarks();
    if (waiting || ((running || unanswered) && !stopped && !leaving)) {
      event.preventDefault();
      event.stopPropagation();
      if (waiting) return;
      settle().then(() => {
        leaving = true;
        form.requestSubmit(event.submitter);
      });
      return;
    }
    leaving = true;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.target || link.origin !== location.origin || event.defaultPrevented) return;
    if (link.hash && link.pathname === location.pathname) return;
    // Choosing what was saved elsewhere is choosing to let these words go.
    if (stopped && note.contains(link)) leaving = true;
    if (stopped || words() === saved) return;
    event.preventDefault();
    if (!waiting) settle({ all: true }).then(() => location.assign(link.href));
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save({ hidden: true });
    else if (words() !== saved) save();
  });

  // The browser asks before words are lost that could not be saved.
  window.addEventListener("beforeunload", (event) => {
    const problem = note.classList.contains("form-saved--problem");
    if (problem && !leaving && words() !== saved) event.preventDefault();
  });
}

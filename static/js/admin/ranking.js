// Moves the line of a proposal at once, by button, box or arrow keys, and saves it. The sums are counted from
// the rows as the server counts them; what the server answers is then shown, and has the last word.
const PAUSE = 250; // after the last move

const ranking = document.querySelector("[data-ranking]");
const form = document.getElementById("line-form");
if (ranking && form) start();

function start() {
  const rows = [...ranking.querySelectorAll("[data-row]")];
  const line = ranking.querySelector("[data-line]");
  if (!line) return;
  const mark = line.querySelector("[data-mark]");
  const box = form.elements.cut;
  const problem = ranking.querySelector("[data-problem]");
  const words = ranking.dataset;
  const available = Number(words.available);
  const number = new Intl.NumberFormat(document.documentElement.lang || "sv");
  const sums = [{ total: 0, cases: 0, people: 0 }];
  for (const { dataset } of rows) {
    const before = sums.at(-1);
    const counted = Number(dataset.counted);
    sums.push({
      total: before.total + counted,
      cases: before.cases + (counted ? 1 : 0),
      people: before.people + (counted ? Number(dataset.people) : 0),
    });
  }
  let cut = Number(words.cut);
  let saved = cut;
  let waiting = null; // what to send next
  let running = false;
  let timer = 0;

  const kronor = (amount) => words.kronor.replace("{}", number.format(amount));

  function figuresAt(place) {
    const { total, cases, people } = sums[place];
    return {
      total: kronor(total),
      left: kronor(Math.max(0, available - total)),
      cases: number.format(cases),
      people: number.format(people),
    };
  }

  function show(place, figures = figuresAt(place)) {
    const focused = document.activeElement;
    cut = place;
    box.value = place;
    if (place === 0) rows[0].before(line);
    else rows[place - 1].after(line);
    rows.forEach((row, at) => {
      row.classList.toggle("ranking-above", at < place);
      row.querySelector("[name=here]").hidden = at + 1 === place;
    });
    for (const cell of ranking.querySelectorAll("[data-figure]")) {
      cell.textContent = figures[cell.dataset.figure] ?? cell.textContent;
    }
    mark.setAttribute("aria-valuenow", place);
    mark.setAttribute(
      "aria-valuetext",
      words.spoken.replace("{place}", place).replace("{total}", figures.total).replace("{left}", figures.left),
    );
    for (const button of form.querySelectorAll("[data-step]")) button.value = place + Number(button.dataset.step);
    // Moved within the page, or hidden, a thing loses focus.
    if (focused === mark || focused?.hidden) mark.focus({ preventScroll: true });
    if (document.activeElement === mark) line.scrollIntoView({ block: "nearest" });
  }

  function move(wanted) {
    const place = Math.max(0, Math.min(rows.length, Math.trunc(wanted)));
    const { total } = sums[place];
    if (total > available && total >= sums[cut].total && place !== cut) {
      say(words.over.replace("{}", kronor(total - available)));
      box.value = cut;
      return;
    }
    say("");
    show(place);
    send({ here: place }, PAUSE);
  }

  function say(text) {
    problem.textContent = text;
  }

  function send(asked, pause = 0) {
    waiting = asked;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function save() {
    if (running || !waiting) return;
    const asked = waiting;
    waiting = null;
    running = true;
    const answer = await post(asked);
    running = false;
    if (waiting) return save(); // the line has moved on
    if (answer.problem) {
      show(saved);
      say(answer.problem);
      return;
    }
    saved = answer.cut;
    show(answer.cut, answer.figures);
    tell(answer.notes);
  }

  async function post(asked) {
    const body = new URLSearchParams({ ...asked, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "error",
        keepalive: true,
      });
      return await response.json();
    } catch {
      return { problem: words.unsaved };
    }
  }

  function tell(notes) {
    const list = ranking.querySelector("[data-notes]");
    list.replaceChildren(
      ...notes.map((note) => {
        const item = document.createElement("li");
        item.textContent = note;
        return item;
      }),
    );
  }

  const byKey = {
    ArrowUp: () => move(cut - 1),
    ArrowDown: () => move(cut + 1),
    PageUp: () => move(cut - 10),
    PageDown: () => move(cut + 10),
    Home: () => move(0),
    End: () => move(rows.length),
  };

  mark.tabIndex = 0;
  for (const [name, value] of Object.entries({
    role: "separator",
    "aria-orientation": "horizontal",
    "aria-valuemin": 0,
    "aria-valuemax": rows.length,
    "aria-label": words.label,
  })) {
    mark.setAttribute(name, value);
  }
  mark.addEventListener("keydown", (event) => {
    if (!(event.key in byKey) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    byKey[event.key]();
  });
  box.addEventListener("input", () => {
    if (box.value !== "") move(Number(box.value));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    if (pressed?.name === "fit") send({ fit: 1 });
    else if (pressed?.dataset.step) move(cut + Number(pressed.dataset.step));
    else if (pressed?.name === "here") move(Number(pressed.value));
    else if (box.value !== "") move(Number(box.value));
  });
  show(cut);
}

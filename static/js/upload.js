// Attaching files. The server judges every file; this spares a slow telephone from sending what is too
// large, says that sending goes on, and reminds of a file that was chosen and not attached.
const MEGABYTE = 1024 * 1024;

const form = document.querySelector("form[data-megabytes]");
if (form) attaching(form);

function attaching(form) {
  const input = form.querySelector("input[type=file]");
  const problem = form.querySelector("[data-upload-problem]");
  const status = form.querySelector("[data-upload-status]");
  const words = (name) => form.querySelector(`template[data-${name}]`).content.textContent;
  let reminded = false;

  function tell(text) {
    problem.textContent = text;
    input.setAttribute("aria-invalid", String(text !== ""));
    return text === "";
  }

  function judge() {
    const most = Number(form.dataset.megabytes) * MEGABYTE;
    const large = [...input.files].filter((file) => file.size > most);
    return tell(large.map((file) => words("too-large").replace("{name}", file.name)).join(" "));
  }

  function stop(event) {
    event.preventDefault();
    event.stopPropagation(); // before anyone counts the form as sent (see send-once.js)
    input.focus();
  }

  input.addEventListener("change", () => {
    reminded = false;
    judge();
  });

  form.addEventListener("submit", (event) => {
    if (judge()) status.textContent = words("sending");
    else stop(event);
  });

  // Another button of the page, such as the one that goes on, would leave the chosen file behind.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target === form || !input.files.length || reminded) return;
      reminded = true;
      tell(words("forgotten"));
      stop(event);
    },
    { capture: true },
  );

  // Coming back with the browser's arrow.
  window.addEventListener("pageshow", () => {
    status.textContent = "";
  });
}

// Suggestions under a search box (components/search_form.html), as an ARIA combobox: arrows choose, Enter
// opens, Escape closes. Without it the form simply searches.
const PAUSE = 150;

document.querySelectorAll("form[data-suggestions]").forEach((form) => {
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  let timer, asked, active;

  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]])
    input.setAttribute(name, value);

  function choose(option) {
    active?.removeAttribute("aria-selected");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    choose(null);
    list.replaceChildren(...found.map(({ title, url, kind }, number) => {
      const option = document.createElement("li");
      const small = document.createElement("small");
      small.textContent = kind;
      option.append(title, " ", small);
      option.id = `${list.id}-${number}`;
      option.role = "option";
      option.dataset.url = url;
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = found.length ? form.dataset.found.replace("{n}", found.length) : "";
  }

  async function ask() {
    const words = asked = input.value.trim();
    if (words.length < 2) return show([]);
    try {
      const response = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(words)}`);
      const { suggestions } = await response.json();
      if (words === asked) show(suggestions);
    } catch {
      show([]);
    }
  }

  function close() {
    clearTimeout(timer);
    asked = null;
    show([]);
  }

  show([]);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const { children } = list;
    const at = [...children].indexOf(active);
    if (event.key === "ArrowDown") choose(children[at + 1] ?? children[0]);
    else if (event.key === "ArrowUp") choose(children[at < 1 ? children.length - 1 : at - 1]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active) location.assign(active.dataset.url);
    else return;
    event.preventDefault();
  });
  // Pressing the mouse must not take the focus from the box, which would close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
});

// Suggestions under a search box (components/search_form.html), as an ARIA combobox: arrows choose, Enter
// opens, Escape closes. Without it the form simply searches.
document.querySelectorAll("form[data-suggestions]").forEach((form) => {
  const [input, list, status] = ["input", "ul", "p"].map((name) => form.querySelector(name));
  const options = list.children;
  let timer, asked, at;

  const mark = (names) => Object.entries(names).forEach(([name, value]) => input.setAttribute(name, value));

  function choose(number) {
    at = number;
    [...options].forEach((option, place) => option.setAttribute("aria-selected", place === at));
    mark({ "aria-activedescendant": options[at]?.id ?? "" });
  }

  function show(found) {
    list.replaceChildren(...found.map(({ title, url, kind }, place) => {
      const option = document.createElement("li");
      const small = document.createElement("small");
      small.append(kind);
      option.append(title, " ", small);
      option.id = list.id + place;
      option.setAttribute("role", "option");
      option.onclick = () => location.assign(url);
      return option;
    }));
    list.hidden = !found.length;
    mark({ "aria-expanded": !list.hidden });
    status.textContent = found.length ? form.dataset.found.replace("{n}", found.length) : "";
    choose(-1);
  }

  function close() {
    clearTimeout(timer);
    asked = "";
    show([]);
  }

  async function ask() {
    const words = asked = input.value.trim();
    if (words.length < 2) return close();
    const response = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(words)}`);
    const { suggestions } = await response.json();
    if (words === asked) show(suggestions);
  }

  mark({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  close();
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(close), 150);
  };
  input.onblur = close;
  input.onkeydown = (event) => {
    const { key } = event;
    if (list.hidden) return;
    if (key === "ArrowDown") choose((at + 1) % options.length);
    else if (key === "ArrowUp") choose((at < 1 ? options.length : at) - 1);
    else if (key === "Escape") close();
    else if (key === "Enter" && at >= 0) options[at].click();
    else return;
    event.preventDefault();
  };
  // Pressing the mouse must not take the focus from the box, which would close the list.
  list.onmousedown = (event) => event.preventDefault();
});

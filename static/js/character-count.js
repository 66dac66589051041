// Under a text area with data-maxlength: how many characters are left. The words come from the field's
// template element, in the page's language, with {n} for the number.
function follow(area) {
  const most = Number(area.dataset.maxlength);
  const texts = area.closest(".field").querySelector("template").dataset;
  const count = document.createElement("p");
  count.className = "field__count";
  area.insertAdjacentElement("afterend", count);
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  count.insertAdjacentElement("afterend", spoken);
  let pause;

  function tell() {
    // Counted as the server counts: a line break is two characters in a sent form, an emoji is one.
    const left = most - [...area.value.replace(/\r?\n/g, "\r\n")].length;
    const words = left < 0 ? texts.over : texts.left;
    count.textContent = words.replace("{n}", String(Math.abs(left)));
    count.classList.toggle("field__count--over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = count.textContent; }, 1200);
  }

  area.addEventListener("input", tell);
  tell();
}

document.querySelectorAll("textarea[data-maxlength]").forEach(follow);

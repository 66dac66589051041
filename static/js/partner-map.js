// A place in the list and its route on the map light up together.
for (const view of document.querySelectorAll(".map-view")) {
  const light = (event) => {
    const key = /over|in$/.test(event.type) && event.target.closest("[data-place]")?.dataset.place;
    for (const part of view.querySelectorAll("[data-place]")) {
      part.classList.toggle("is-lit", part.dataset.place === key);
    }
  };
  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) view.addEventListener(type, light);
}

// A page brought back by the browser's Back button shows what was typed before it was last saved.
// Ask the server for the page as it stands now.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("input[name=revision]")) location.reload();
});

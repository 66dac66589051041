// After a form comes back with errors, start reading at the summary.
document.querySelector(".error-summary")?.focus();

// Signing in makes a new mark against forged forms; every form of a page that was opened before needs it.
export function freshMarks() {
  const mark = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!mark) return;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = mark;
}

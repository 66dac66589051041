/* The checks of the editor's checker that are our own. Which run, and what is told, stands in home/content_checks.py.
   Each gets an element and its options, and answers whether all is well. */
(() => {
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const words = (string) => string.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word));
  // A list in a list item, or a paragraph in it, is judged for itself.
  const ownText = (element) =>
    element.querySelector("ul, ol, p, table") ? "" : text(element);
  // "t.ex.", "bl.a." and "31.12" end no sentence: a full stop does before a space and a capital.
  const sentences = (string) => string.split(/(?<=[.!?…:])\s+(?=[\p{Lu}"”«–])/u);

  const checks = {
    "check-amal-link-text": (link, { vague }) => {
      const name = (link.getAttribute("aria-label") || text(link)).toLowerCase().replace(/[\s.!…»›>→]+$/u, "");
      return !vague.includes(name) && !/^(https?:\/\/|www\.)/.test(name);
    },
    "check-amal-pdf-link": (link) => !/\.pdf$/i.test(new URL(link.href, location.href).pathname),
    "check-amal-table-caption": (table) => Boolean(table.caption && text(table.caption)),
    "check-amal-table-headings": (table) =>
      [...(table.rows[0]?.cells ?? [])].every((cell) => cell.tagName === "TH" && text(cell)),
    "check-amal-long-sentence": (element, { most }) =>
      sentences(ownText(element)).every((sentence) => words(sentence).length <= most),
    "check-amal-long-paragraph": (paragraph, { most }) => words(text(paragraph)).length <= most,
    // One word in capitals is mostly an abbreviation; three in a row are shouting.
    "check-amal-capitals": (element) => !/(\p{Lu}{2,}[\s,.!?]+){2}\p{Lu}{2,}/u.test(ownText(element)),
  };

  window.axe?.configure({
    checks: Object.entries(checks).map(([id, evaluate]) => ({ id, evaluate })),
  });
})();

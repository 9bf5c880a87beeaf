/* The front page, which no kernel stands behind: its file form. */
document.addEventListener("change", ({ target }) => {
  if (target.type === "file") openFile(target);
});

/* A button with data-copy="id" copies that element's text; data-copied is what it then says. */

/** Without https the clipboard is out of reach: then the text is selected, ready for Ctrl+C. */
async function copyText(button) {
  const source = document.getElementById(button.dataset.copy);
  getSelection().selectAllChildren(source);
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    if (!document.execCommand("copy")) return;
  }
  const told = button.parentElement.querySelector("[role=status]");
  if (told) told.textContent = button.dataset.copied;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) copyText(button);
});

/* A file is opened as soon as it is chosen, unless it is too large. */
const LARGEST = 4 * 1024 * 1024; // bytes; the kernel refuses larger ones

function openFile(input) {
  const [file] = input.files;
  if (!file) return;
  if (file.size > LARGEST) tooLarge(input.form);
  else input.form.requestSubmit();
}

/** Say in a form that its file is too large. */
function tooLarge(form) {
  form.querySelector("[role=alert]").textContent = form.dataset.tooLarge;
}

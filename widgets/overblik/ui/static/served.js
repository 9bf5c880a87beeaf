/* A page of `overblik serve`: drawn by the server, used at once, its kernel met when it comes.
 * The kernel's name is the last thing in the document, which the server ends when it is there. */
const head = JSON.parse(document.getElementById("overblik-head").textContent);
const base = document.body.dataset.base;
const kernel = new Kernel(base, { html: null, head });
const page = new Page(kernel, document.getElementById("overblik-root"));

// Not at beforeunload, which also comes when a link turns out to be a download and the page stays.
addEventListener("pagehide", () => kernel.leave());
addEventListener("pageshow", ({ persisted }) => persisted && kernel.revive()); // the browser's »back«

function meet() {
  const found = kernelOf(document);
  const failed = document.getElementById("overblik-failed");
  if (found) kernel.meet(found);
  else if (failed) page.replace(failed.innerHTML);
  else kernel.revive(); // the connection broke off
}
if (document.readyState === "loading") addEventListener("DOMContentLoaded", meet);
else meet();

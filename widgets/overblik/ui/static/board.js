/* The board: a card is dragged by its top to a column, or to the shelf that comes up while one is
 * under way, because the columns may lie far below. Dropping it presses the card's own button, so
 * that what is dragged and what is pressed is the same event on the same way. */

let dragged = null; // the card under way

const columnAt = (event) => event.target.closest?.("[data-column]") ?? null;

/** The button that brings the card there; where it lies already there is none. */
function buttonFor(card, column) {
  if (card.dataset.at === column) return null;
  return card.querySelector(column ? `[data-value="${column}"]` : "[aria-pressed=true]");
}

function mark(column) {
  for (const one of document.querySelectorAll("[data-column].over")) {
    if (one !== column) one.classList.remove("over");
  }
  column?.classList.add("over");
}

function shelf(shown) {
  const one = document.querySelector(".shelf");
  if (one) one.hidden = !shown;
}

document.addEventListener("dragstart", (event) => {
  const grip = event.target.closest?.(".board-card > .grip");
  if (!grip) return;
  dragged = grip.parentElement;
  event.dataTransfer.setData("text/plain", dragged.id);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(dragged, 16, 16);
  setTimeout(() => shelf(dragged !== null)); // a page that changes at once ends the drag
});

document.addEventListener("dragover", (event) => {
  const column = dragged && columnAt(event);
  mark(column);
  if (column) event.preventDefault(); // it may be dropped here
});

document.addEventListener("drop", (event) => {
  const column = dragged && columnAt(event);
  if (!column) return;
  event.preventDefault();
  buttonFor(dragged, column.dataset.column)?.click();
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
  shelf(false);
});

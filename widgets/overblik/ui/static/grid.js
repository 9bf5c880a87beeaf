/* The grid of cells: arrow keys go from cell to cell and show what stands about each. */

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function walkGrid(event) {
  const button = event.target.closest(".grid button");
  const step = STEPS[event.key];
  if (!button || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const cell = button.closest("td");
  const row = cell.parentElement;
  const rows = row.parentElement.rows;
  const next = rows[row.sectionRowIndex + step[0]]?.cells[cell.cellIndex + step[1]];
  const other = next?.querySelector("button");
  other?.focus();
  other?.click();
}

/* <overblik-chart>: draws the kernel's numbers (data-chart, a table of rows for each panel) into a
 * drawing made beforehand (data-drawing), with a runtime that is fetched when a chart comes into
 * view for the first time (data-runtime).
 *
 * The picture stands in a shadow root: a morph of the page leaves it alone, and draws it anew only
 * when the numbers have changed. The words and the table beside it say the same, so it is hidden
 * from screen readers; where nothing can be drawn, the table is opened instead. */

const SETTLED = 40; // ms: what was clicked is on screen before the picture follows

const LOOK = new CSSStyleSheet();
LOOK.replaceSync(`
  :host { display: block; }
  :host(:state(failed)) { display: none; }
  div:has(> div) { display: grid; gap: 1.5rem 2rem; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); }
  div:has(> div:only-child) { grid-template-columns: minmax(0, 1fr); }
  div > div { min-width: 0; }
  svg { display: block; max-width: 100%; }
`);

class OverblikChart extends HTMLElement {
  static observedAttributes = ["data-chart", "data-drawn"];

  #inner = this.attachInternals();
  #panels = document.createElement("div");
  #views = [];
  #seen = false;
  #drawn = "";
  #waiting = 0;
  #view = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && this.#show(), {
    rootMargin: "50%",
  });
  #size = new ResizeObserver(() => this.#fit());

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(this.#panels);
    this.shadowRoot.adoptedStyleSheets = [LOOK];
    this.#panels.ariaHidden = "true";
  }

  connectedCallback() {
    if (!this.#seen) this.#view.observe(this);
    this.#size.observe(this);
  }

  disconnectedCallback() {
    this.#view.disconnect();
    this.#size.disconnect();
    clearTimeout(this.#waiting);
  }

  attributeChangedCallback(name) {
    if (name === "data-drawn") this.#tell();
    else if (this.#seen) this.#soon();
  }

  #show() {
    this.#seen = true;
    this.#view.disconnect();
    this.#soon(0);
  }

  #soon(wait = SETTLED) {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#draw().catch((error) => this.#give(error)), wait);
  }

  async #draw() {
    const { chart, drawing, runtime } = this.dataset;
    const [vega, spec] = await Promise.all([import(address(runtime)), fetched(address(drawing))]);
    if (chart !== this.dataset.chart) return; // it changed meanwhile, and comes by itself
    const places = [];
    const views = [];
    for (const tables of JSON.parse(chart)) {
      const filled = structuredClone(spec);
      for (const table of filled.data) if (tables[table.name]) table.values = tables[table.name];
      const place = document.createElement("div");
      const view = new vega.View(vega.parse(filled, null, { ast: true }), {
        expr: vega.expressionInterpreter,
        renderer: "svg",
        container: place,
        hover: false,
      });
      places.push(place);
      views.push(view);
    }
    const old = this.#views;
    this.#views = views;
    this.#panels.replaceChildren(...places);
    await this.#fit();
    for (const view of old) view.finalize();
    this.#drawn = chart;
    this.#tell();
  }

  /** As wide as there is room for. */
  #fit() {
    return Promise.all(
      this.#views.map((view) => view.width(view.container().clientWidth || view.width()).runAsync()),
    );
  }

  /** `data-drawn` says that what is drawn is what the kernel sent, also after a morph. */
  #tell() {
    const drawn = this.#drawn === this.dataset.chart;
    if (drawn !== "drawn" in this.dataset) this.toggleAttribute("data-drawn", drawn);
  }

  /** Leave it to the table, until the page is loaded anew. */
  #give(error) {
    console.warn("A chart could not be drawn", error);
    this.#seen = false;
    this.#inner.states.add("failed");
    const table = this.closest("figure")?.querySelector("details");
    if (table) table.open = true;
  }
}

const drawings = new Map();

/** A drawing by its address, asked for once. */
function fetched(url) {
  if (!drawings.has(url)) {
    const asked = fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });
    asked.catch(() => drawings.delete(url)); // the next change asks again
    drawings.set(url, asked);
  }
  return drawings.get(url);
}

const address = (path) => new URL((document.body.dataset.base ?? "/") + path, location).href;

customElements.define("overblik-chart", OverblikChart);

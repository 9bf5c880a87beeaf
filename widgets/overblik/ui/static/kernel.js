/* The kernel behind a page of `overblik serve`: its websocket, its pulse, and another kernel when
 * this one is gone.
 *
 * To the page it is the `model` that anywidget would give (get, on, off, send). Voilà's own script
 * does the same and brings all of JupyterLab along, 5 MB; what a page needs of Jupyter's protocol
 * is one request and two kinds of answer.
 *
 * Tells, besides changes and messages of the model: "open" (the kernel can be talked to; true when
 * it is another than before), "alive" (the saved revision), "lost" (no answer from the server or no
 * kernel to be had). It goes on trying by itself. */
const RECONNECT = 500; // ms between attempts to get a websocket that was cut

class Kernel {
  #id = null;
  #widget = null;
  #base;
  #state;
  #socket = null;
  #puls = null;
  #session = newId();
  #heard = new Map();
  #reviving = false;
  #closed = false;

  constructor(base, state) {
    this.#base = base;
    this.#state = state;
  }

  // ---- the model ------------------------------------------------------------------------------

  get(name) {
    return this.#state[name];
  }

  on(name, heard) {
    this.#heard.set(name, [...(this.#heard.get(name) ?? []), heard]);
  }

  off(name, heard) {
    this.#heard.set(name, (this.#heard.get(name) ?? []).filter((one) => one !== heard));
  }

  /** Send the widget a message; throws when there is no channel. */
  send(content) {
    this.#say({ method: "custom", content });
  }

  // ---- its life -------------------------------------------------------------------------------

  /** Talk to this kernel from now on, as the page that the server ended with it says. */
  meet({ kernelId, model }) {
    const another = this.#id !== null;
    this.#id = kernelId;
    this.#widget = model;
    this.#connect(another);
    this.#puls = new Puls({
      url: () => `${this.#base}puls/${kernelId}?forloeb=${encodeURIComponent(this.#forloeb)}`,
      alive: ({ revision }) => this.#tell("alive", revision),
      gone: () => this.revive(),
      lost: () => this.#tell("lost"),
    });
  }

  /** Ask for the pulse now: the page has come into view, perhaps after a sleep. */
  now() {
    this.#puls?.now();
  }

  /** Stop what takes so long. */
  interrupt() {
    this.#post(`puls/${this.#id}/afbryd`);
  }

  /** End it: it does not even let itself be stopped. The pulse finds it gone, and another comes. */
  end() {
    this.#post(`voila/api/shutdown/${this.#id}`);
  }

  /** The page goes away, and its kernel with it. */
  leave() {
    if (this.#id) navigator.sendBeacon(`${this.#base}voila/api/shutdown/${this.#id}`);
  }

  close() {
    this.#closed = true;
    this.#puls?.stop();
    this.#socket?.close();
  }

  /** Another kernel in place of the one that is gone: ours is nobody's, all that counts is saved. */
  async revive() {
    if (this.#reviving) return;
    this.#reviving = true;
    this.#puls?.stop();
    this.#socket?.close();
    for (let pause = 1000; !this.#closed; pause = Math.min(2 * pause, 15_000)) {
      await inView(); // who does not look at the page needs no kernel
      const found = await this.#another();
      if (found) {
        this.#reviving = false;
        return this.meet(found);
      }
      this.#tell("lost");
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** What a new page at this address would get; null when the server gives none. */
  async #another() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok && answer.status < 500) location.reload(); // it is gone: the server's page says so
      return answer.ok ? kernelOf(new DOMParser().parseFromString(await answer.text(), "text/html")) : null;
    } catch {
      return null;
    }
  }

  // ---- the websocket --------------------------------------------------------------------------

  #connect(another) {
    const address = `${this.#base}api/kernels/${this.#id}/channels?session_id=${this.#session}`;
    const socket = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
    socket.onopen = () => {
      this.#say({ method: "request_state" }); // and what was said while nobody heard it
      this.#tell("open", another);
    };
    socket.onmessage = ({ data }) => typeof data === "string" && this.#take(JSON.parse(data));
    socket.onclose = () => {
      if (this.#socket !== socket || this.#closed || this.#reviving) return;
      setTimeout(() => this.#socket === socket && this.#connect(false), RECONNECT);
    };
    this.#socket = socket;
  }

  #say(data) {
    if (this.#socket?.readyState !== WebSocket.OPEN) throw new Error("no channel");
    const header = { msg_id: newId(), msg_type: "comm_msg", session: this.#session, username: "",
      date: new Date().toISOString(), version: "5.3" };
    const content = { comm_id: this.#widget, data };
    const parts = { header, parent_header: {}, metadata: {}, content, buffers: [] };
    this.#socket.send(JSON.stringify({ channel: "shell", ...parts }));
  }

  #take({ msg_type, content }) {
    if (msg_type !== "comm_msg" || content.comm_id !== this.#widget) return;
    if (content.data.method === "custom") this.#tell("msg:custom", content.data.content);
    if (content.data.method !== "update") return;
    Object.assign(this.#state, content.data.state);
    for (const name of Object.keys(content.data.state)) this.#tell(`change:${name}`);
  }

  #post(path) {
    fetch(this.#base + path, { method: "POST" }).catch(() => {}); // the pulse tells how it went
  }

  get #forloeb() {
    return this.#state.head.forloeb ?? "";
  }

  #tell(name, what) {
    for (const heard of this.#heard.get(name) ?? []) heard(what);
  }
}

/** What a whole page says about its kernel; null when it got none. */
function kernelOf(page) {
  return JSON.parse(page.getElementById("jupyter-config-data")?.textContent ?? "null");
}

/** When somebody can see the page. */
function inView() {
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    look();
  });
}

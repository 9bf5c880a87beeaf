/* From native controls to events. Elements with data-event="name" send {type: name, ...data-*}. */

const TEXT = "input:not([type]), input[type=text], input[type=search], input[type=number]," +
  " input[type=email], input[type=tel], input[type=url], input[type=range], textarea";
const LONGEST = 100_000; // characters sent of a field; the kernel says that even fewer are too many

const isNumber = (element) => element.inputMode === "decimal";
const isText = (element) => element.matches(TEXT);

/** An element's data-* as the kernel names them; those for the page itself left out. */
function dataOf(element) {
  const data = {};
  for (const [name, value] of Object.entries(element.dataset)) {
    if (["event", "newId", "action", "tooLarge", "testid"].includes(name)) continue;
    data[name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)] = value;
  }
  return data;
}

/** The event an element stands for, without what the user put into it. */
function eventOf(element) {
  const event = { ...dataOf(element), type: element.dataset.event };
  if ("newId" in element.dataset) event.id = newId();
  return event;
}

/** What all versions of one field have in common: its event and data, not its value. */
function keyOf(control) {
  const element = control.closest("[data-event]");
  if (!element || element.matches("form")) return null;
  return JSON.stringify([element.dataset.event, dataOf(element), control.name ?? ""]);
}

/** The event of a control with its value; a checkbox is true or false. */
function controlEvent(control) {
  const element = control.closest("[data-event]");
  const value = control.type === "checkbox" ? control.checked : control.value.slice(0, LONGEST);
  return { ...eventOf(element), value };
}

/** The event of a form: every field, a file as its text; null when a file is too large. */
async function formEvent(form, submitter) {
  const fields = {};
  for (const [name, value] of new FormData(form, submitter)) {
    let text = value;
    if (value instanceof File) {
      if (value.size > LARGEST) return null;
      text = await value.text();
    }
    fields[name] = name in fields ? [fields[name], text].flat() : text;
  }
  return { ...fields, ...eventOf(form) };
}

/** Unguessable and unique; randomUUID exists only on https and localhost. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Give the user a file the kernel made; with `base64` the text stands for its bytes. */
function download({ name, mime, text, base64 }) {
  const file = base64 ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : text;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: mime }));
  link.download = name; // with the attribute the browser stays on the page
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
